using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sidecar.Setup.Files;

/// <summary>The file <c>setup.json</c> in the state folder: what <c>sidecar init</c> did here.</summary>
internal sealed partial class SetupRecord
{
    public const string FileName = "setup.json";

    private readonly string _path;
    private readonly Dictionary<string, RecordedFile> _files = new(StringComparer.Ordinal);
    private readonly bool _wasRead;

    public SetupRecord(string stateFolder)
    {
        _path = Path.Combine(stateFolder, FileName);
        var files = Read(_path);
        _wasRead = files is not null;
        foreach (var file in files ?? [])
            _files[file.Path] = file;
    }

    /// <summary>Whether all that had been put in was taken out again.</summary>
    public bool IsEmptied => _wasRead && _files.Count == 0;

    public IReadOnlyList<RecordedFile> Files => [.. _files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)];

    public RecordedFile? Find(string path) => _files.GetValueOrDefault(path);

    public void Put(RecordedFile file)
    {
        _files[file.Path] = file;
        Save();
    }

    public void Forget(string path)
    {
        if (_files.Remove(path))
            Save();
    }

    // A record that cannot be read is as good as none: what was put in is found again by its marks.
    private static IReadOnlyList<RecordedFile>? Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), RecordJson.Default.Content)?.Files
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Save()
    {
        var json = JsonSerializer.Serialize(new Content(1, Files), RecordJson.Default.Content);
        ByteText.Write(_path, ByteText.FromText(json + "\n"), FileModes.Private);
    }

    internal sealed record Content(int Version, IReadOnlyList<RecordedFile> Files);

    [JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(Content))]
    private sealed partial class RecordJson : JsonSerializerContext;
}
