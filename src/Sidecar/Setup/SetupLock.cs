using Sidecar.Storage;

namespace Sidecar.Setup;

/// <summary>One set-up of a repository at a time. Held until disposed; the system frees it when the process ends.</summary>
internal sealed class SetupLock : IDisposable
{
    public const string FileName = "setup.lock";

    // A set-up takes well under a second.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private SetupLock(FileStream file) => _file = file;

    /// <param name="stateFolder">The state folder, which must exist.</param>
    /// <exception cref="SidecarException">Another set-up does not end, or the lock may not be opened.</exception>
    public static SetupLock Take(string stateFolder)
    {
        var path = Path.Combine(stateFolder, FileName);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new SetupLock(LockFile.Open(path));
            }
            catch (UnauthorizedAccessException notAllowed)
            {
                throw SidecarException.CannotTell(
                    $"The set-up of this repository cannot be locked: {notAllowed.Message}", $"ls -ld {ShellWord.Quote(path)}");
            }
            catch (IOException) when (waited < Limit)
            {
#pragma warning disable RS0030 // The lock belongs to another process: there is no signal to wait for.
                Thread.Sleep(Pause);
#pragma warning restore RS0030
            }
            catch (IOException heldOrBroken)
            {
                throw SidecarException.Refused(
                    $"Another set-up of this repository is at work: {path} cannot be locked: {heldOrBroken.Message}",
                    "wait until it has ended and try again");
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
