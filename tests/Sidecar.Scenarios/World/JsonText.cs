using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sidecar.Scenarios.World;

/// <summary>Small JSON texts.</summary>
internal static class JsonText
{
    /// <summary>An object of these members.</summary>
    public static string Of(params (string Name, object? Value)[] members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
            json[name] = JsonSerializer.SerializeToNode(value);
        return json.ToJsonString();
    }
}
