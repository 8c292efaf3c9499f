using System.Data.Common;
using Sidecar.Agents;

namespace Sidecar.Consultations;

/// <summary>Finds out who is asked. Always inside a caller's transaction.</summary>
/// <param name="db">The state.</param>
/// <param name="me">Who asks.</param>
/// <param name="company">Who is here.</param>
internal sealed class Asking(DbConnection db, Agent me, Company company)
{
    /// <summary>Whom a request asks, by whichever of their names; each once.</summary>
    /// <exception cref="SidecarException">One of them cannot be asked, or they are too many.</exception>
    public List<Agent> Resolve(ConsultationRequest request)
    {
        List<Agent> asked = [.. request.With.Distinct().Select(name => KnownNames.NameNow(db, name)).Distinct().Select(Find)];
        request.CheckAsked(asked.Count);
        return asked;
    }

    private Agent Find(AgentName name)
    {
        if (name == me.Name)
            throw SidecarException.Usage("Nobody agrees with oneself: you are one of those asked.", Next());
        if (company.Find(name) is { } here)
            return here;

        throw SidecarException.Usage(
            KnownNames.Find(db, name.ToString()) is null
                ? $"No agent named {name} was ever here."
                : $"{name} is not here, so it cannot be asked; a message (send) waits for it.",
            Next());
    }

    private string Next()
    {
        var others = company.Names.Append(AgentName.Human).Where(name => name != me.Name).Select(name => name.ToString()).ToList();

        // Only a person can be alone: an agent can always ask the person.
        return others.Count > 0 ? $"ask {Printable.List(others)}" : "nobody else is here now; sidecar status tells who comes";
    }
}
