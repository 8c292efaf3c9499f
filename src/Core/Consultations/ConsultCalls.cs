using System.Globalization;

namespace Sidecar.Consultations;

/// <summary>How the tool and the command are called to do something about a consultation; what is to be put in is in capitals.</summary>
public static class ConsultCalls
{
    /// <summary>The call of the tool.</summary>
    public static string Tool(ConsultAction action, long id)
    {
        var call = $"consult action={Words.Of(action)}";
        return action switch
        {
            ConsultAction.Open or ConsultAction.Request => $"{call} with=[NAME] text={Wanted(action)}",
            ConsultAction.List => call,
            _ => Wanted(action) is { } text ? $"{call} id={id} text={text}" : $"{call} id={id}",
        };
    }

    /// <summary>The words of the command behind the program's name.</summary>
    public static IReadOnlyList<string> Command(ConsultAction action, long id) => action switch
    {
        ConsultAction.Open => ["consult", "open", "WHAT", "--with", "NAME"],
        ConsultAction.Request => ["consult", "request", "NAME", "WHAT"],
        ConsultAction.List => ["consult"],
        ConsultAction.Get => ["consult", "show", Number(id)],
        _ when Wanted(action) is { } text => ["consult", Words.Of(action), Number(id), text],
        _ => ["consult", Words.Of(action), Number(id)],
    };

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
