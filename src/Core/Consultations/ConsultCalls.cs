using System.Globalization;

namespace Sidecar.Consultations;

/// <summary>How the tool and the command are called to do something about a consultation; what is to be put in is in capitals.</summary>
public static class ConsultCalls
{
    private const string SomeName = "NAME";

    /// <summary>The call of the tool.</summary>
    public static string Tool(ConsultAction action, long id)
    {
        var call = $"consult action={Words.Of(action)}";
        return action switch
        {
            ConsultAction.Open => ToolToAsk(SomeName),
            ConsultAction.Request => $"{call} with=[{SomeName}] text={Wanted(action)}",
            ConsultAction.List => call,
            _ => Wanted(action) is { } text ? $"{call} id={id} text={text}" : $"{call} id={id}",
        };
    }

    /// <summary>The words of the command behind the program's name.</summary>
    public static IReadOnlyList<string> Command(ConsultAction action, long id) => action switch
    {
        ConsultAction.Open => CommandToAsk(SomeName),
        ConsultAction.Request => ["consult", "request", SomeName, "WHAT"],
        ConsultAction.List => ["consult"],
        ConsultAction.Get => ["consult", "show", Number(id)],
        _ when Wanted(action) is { } text => ["consult", Words.Of(action), Number(id), text],
        _ => ["consult", Words.Of(action), Number(id)],
    };

    /// <summary>The call of the tool that asks these.</summary>
    public static string ToolToAsk(params IEnumerable<string> names) =>
        $"consult action=open with=[{string.Join(',', names)}] text={Wanted(ConsultAction.Open)}";

    /// <summary>The words of the command that asks these.</summary>
    public static IReadOnlyList<string> CommandToAsk(params IEnumerable<string> names) => ["consult", "open", "WHAT", "--with", .. names];

    private static string? Wanted(ConsultAction action) => action switch
    {
        ConsultAction.Open or ConsultAction.Request or ConsultAction.Propose => "WHAT",
        ConsultAction.Contest or ConsultAction.Decline => "WHY",
        ConsultAction.Post => "TEXT",
        ConsultAction.Close => "OUTCOME",
        _ => null,
    };

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
