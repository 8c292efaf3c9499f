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

using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
return HookProgram.Run(args, new HookCall(
    environment, Directory.GetCurrentDirectory(), error, ProcessTables.ForThisSystem(), Environment.ProcessId, TimeProvider.System));
