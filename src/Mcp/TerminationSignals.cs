using System.Runtime.InteropServices;

namespace Sidecar.Mcp;

/// <summary>Turns the signals that ask a process to end into a hang-up, so that the agent is signed off first.</summary>
internal sealed class TerminationSignals(HangUp hangUp) : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations =
    [
        Register(PosixSignal.SIGTERM, hangUp),
        Register(PosixSignal.SIGINT, hangUp),
        Register(PosixSignal.SIGHUP, hangUp),
    ];

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private static PosixSignalRegistration Register(PosixSignal signal, HangUp hangUp) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            hangUp.End($"its server was told to end ({signal})");
        });
}
