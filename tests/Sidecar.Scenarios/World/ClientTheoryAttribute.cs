namespace Sidecar.Scenarios.World;

/// <summary>A test with a real client, whose path an environment variable holds. Skipped, with the reason, without it.</summary>
internal sealed class ClientTheoryAttribute : TheoryAttribute
{
    public ClientTheoryAttribute(params string[] variables)
    {
        var missing = variables.Where(variable => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))).ToList();
        var reason = Environment.GetEnvironmentVariable("SIDECAR_TEST_NO_CLIENTS");
        if (missing.Count > 0)
            Skip = string.IsNullOrEmpty(reason) ? $"{string.Join(", ", missing)} is not set; ./test sets it" : reason;
    }
}
