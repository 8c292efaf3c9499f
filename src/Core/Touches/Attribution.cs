namespace Sidecar.Touches;

/// <summary>Who wrote. Pure, and never a guess shown as a fact: where the evidence does not single out one, nobody is named.</summary>
public static class Attribution
{
    /// <summary>Decides by the best evidence there is; see <see cref="Evidence"/> for the order.</summary>
    public static Authorship Decide(WriteScene scene)
    {
        if (scene.Reported is { } reported)
            return new Authorship(reported, Evidence.Reported);
        if (scene.Writer is { } writer)
            return new Authorship(writer, Evidence.Process);

        // The main worktree is where people work too: that one agent lives there says nothing about who wrote.
        if (scene is { IsLinkedWorktree: true, Residents: [var lone] })
            return new Authorship(lone.Agent, Evidence.Worktree);
        if (scene.Claimants is [var claimant])
            return new Authorship(claimant, Evidence.Claim);

        // Whoever may have been at work counts as a candidate; only one who surely was can be the author.
        var candidates = scene.Residents.Where(resident => resident.WasActive is not false).ToList();
        return scene.HadOutsider is false && candidates is [{ WasActive: true } only]
            ? new Authorship(only.Agent, Evidence.Sole)
            : Authorship.Unknown;
    }
}
