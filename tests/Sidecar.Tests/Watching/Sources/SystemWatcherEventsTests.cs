using Sidecar.Watching.Sources;

namespace Sidecar.Tests.Watching.Sources;

public sealed class SystemWatcherEventsTests() : FileEventsContract(sink => new SystemWatcherEvents(sink));
