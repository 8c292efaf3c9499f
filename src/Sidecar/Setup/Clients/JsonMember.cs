namespace Sidecar.Setup.Clients;

/// <summary>One member of an object in a JSON text.</summary>
/// <param name="Name">Its name, decoded.</param>
/// <param name="Start">Where its name begins.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(string Name, int Start, JsonPart Value);
