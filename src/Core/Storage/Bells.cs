namespace Sidecar.Storage;

/// <summary>
/// What the waits of one process listen to. A file watch is made when the first of them begins to listen to a thing, shared
/// by all that do, and ended with the last: systems have few to give (Linux 128 per user).
/// </summary>
/// <remarks>
/// There are two kinds of bells. Every change of the state grows the write-ahead log, so the log's file rings for
/// everything. Mail has a bell per reader besides, which the sender rings after its commit: else each message would wake
/// all who wait, and they would keep the machine busy with looking in vain. It stays when a process ends, for another of the
/// same reader may listen to it: those of readers that are gone are taken down when somebody registers.
/// </remarks>
public sealed class Bells(string folder)
{
    private readonly Lock _lock = new();

    // Guarded by the lock: each watch by the folder it watches, with those who listen.
    private readonly Dictionary<string, BellWatch> _watches = new(StringComparer.Ordinal);

    /// <summary>Listens to every change of the state.</summary>
    public Doorbell Listen(TimeProvider time) =>
        Listen(folder, () => new BellWatch(folder, StateFile.Name + "-wal", ringsEarly: true, () => true), time);

    /// <summary>Listens to messages for one reader.</summary>
    /// <param name="reader">The reader's name; case is ignored.</param>
    /// <param name="time">The clock that bounds the waits.</param>
    public Doorbell ListenForMail(string reader, TimeProvider time)
    {
        var mail = MailBell.Prepare(folder, reader);
        if (mail is null)
            return Listen(time);

        return Listen(
            mail, () => new BellWatch(mail, MailBell.File, ringsEarly: false, () => MailBell.Prepare(folder, reader) is not null), time);
    }

    private Doorbell Listen(string place, Func<BellWatch> make, TimeProvider time)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(place, out var watch))
                _watches[place] = watch = make();

            var bell = new Doorbell(watch, time, quitting => Quit(place, watch, quitting));
            watch.Add(bell);
            return bell;
        }
    }

    private void Quit(string place, BellWatch watch, Doorbell quitting)
    {
        lock (_lock)
        {
            if (!watch.Remove(quitting))
                return;

            _watches.Remove(place);
            watch.Dispose();
        }
    }
}
