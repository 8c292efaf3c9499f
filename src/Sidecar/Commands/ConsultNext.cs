using Sidecar.Consultations;

namespace Sidecar.Commands;

/// <summary>What is awaited in a consultation, as commands that work where and as whom this one was called.</summary>
internal static class ConsultNext
{
    /// <summary>What is awaited from a reader; null is nobody in particular.</summary>
    public static string For(Invocation call, Consultation thread, long? reader) =>
        ConsultationWords.Next(thread, reader ?? 0, action => Command(call, action, thread.Id));

    /// <summary>The command for an action.</summary>
    public static string Command(Invocation call, ConsultAction action, long id) =>
        action is ConsultAction.Get or ConsultAction.List
            ? call.CommandFor(ConsultCalls.Command(action, id))
            : call.CommandToSay(ConsultCalls.Command(action, id));
}
