using System.Runtime.InteropServices;

namespace Sidecar.LibGit2;

/// <summary>The libgit2 that this machine has installed, where it is one that LibGit2Sharp can work with.</summary>
/// <param name="Path">The library.</param>
/// <param name="Version">What it says of itself.</param>
internal sealed record SystemLibrary(string Path, Version Version)
{
    /// <summary>The versions that LibGit2Sharp works with, best first: it was made for 1.7, and from 1.8 on calls crash.</summary>
    public static readonly IReadOnlyList<string> GoodVersions = ["1.7", "1.6", "1.5"];

    /// <summary>Looks through the folders where systems keep libraries; null where none fits.</summary>
    public static SystemLibrary? Find() => Find(UsualFolders());

    internal static SystemLibrary? Find(IReadOnlyList<string> folders) => GoodVersions.Select(FileName)
        .SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name)))
        .Where(File.Exists)
        .Select(Asked)
        .FirstOrDefault(library => library is not null && GoodVersions.Contains(library.Version.ToString(2), StringComparer.Ordinal));

    /// <summary>What a loaded libgit2 says that it is.</summary>
    internal static Version VersionOf(nint loaded)
    {
        var ask = Marshal.GetDelegateForFunctionPointer<AskVersion>(NativeLibrary.GetExport(loaded, "git_libgit2_version"));
        _ = ask(out var major, out var minor, out var revision);
        return new Version(major, minor, revision);
    }

    private static string FileName(string version) => OperatingSystem.IsMacOS() ? $"libgit2.{version}.dylib" : $"libgit2.so.{version}";

    private static IReadOnlyList<string> UsualFolders()
    {
        if (OperatingSystem.IsWindows())
            return [];
        if (OperatingSystem.IsMacOS())
            return ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"];

        var machine = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "aarch64" : "x86_64";
        return [$"/usr/lib/{machine}-linux-gnu", $"/lib/{machine}-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/usr/local/lib64"];
    }

    // The name of a file proves nothing. A library for another machine cannot be loaded.
    private static SystemLibrary? Asked(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var loaded))
            return null;

        try
        {
            return new SystemLibrary(path, VersionOf(loaded));
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        finally
        {
            NativeLibrary.Free(loaded);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int AskVersion(out int major, out int minor, out int revision);
}
