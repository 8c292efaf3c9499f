using System.Collections;
using System.Text;
using Sidecar.Agents;
using Sidecar.Hooks;

if (args is ["--version"])
{
    Console.Out.Write($"sidecar-hook {typeof(HookProgram).Assembly.GetName().Version?.ToString(3)}\n");
    return HookExit.Proceed;
}

var environment = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
    environment[(string)variable.Key] = (string?)variable.Value ?? "";

using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
var words = new StringWriter();
var code = HookProgram.Run(args, new HookCall(
    environment, Directory.GetCurrentDirectory(), words, ProcessTables.ForThisSystem(), Environment.ProcessId, TimeProvider.System)
{
    Input = input,
});
try
{
    using var error = Console.OpenStandardError();
    error.Write(Encoding.UTF8.GetBytes(words.ToString()));
}
catch (IOException)
{
    // Nobody listens. The answer holds all the same: a crash here would let a refused commit pass.
}

return code;
