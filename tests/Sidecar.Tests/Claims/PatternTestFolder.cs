namespace Sidecar.Tests.Claims;

/// <summary>A folder for patterns to be read in; gone after the test.</summary>
public sealed class PatternTestFolder : IDisposable
{
    public PatternTestFolder() => Top = Directory.CreateTempSubdirectory("sidecar pattern ").FullName;

    public string Top { get; }

    public string MakeFolder(string path) => Directory.CreateDirectory(Path.Combine(Top, path)).FullName;

    public string MakeFile(string path)
    {
        var file = Path.Combine(Top, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return file;
    }

    public void Dispose() => Directory.Delete(Top, recursive: true);
}
