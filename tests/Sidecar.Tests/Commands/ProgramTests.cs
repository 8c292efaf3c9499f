using Sidecar.Storage;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Commands;

/// <summary>The program as a process of its own: what a test inside its process cannot see.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sidecar.exe" : "sidecar");

    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Names_go_in_and_out_as_UTF_8_without_a_byte_order_mark()
    {
        SidecarDatabase.Create(_repository.Folders.StateFolder(_repository.Environment));

        var (code, output, error) = _repository.Run(Program, ["claim", "grün/日本.cs"]);

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.StartsWith("grün/日本.cs is yours; expires in 30 min", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_go_to_standard_error_and_into_the_exit_code()
    {
        var (code, output, error) = _repository.Run(Program, ["status"]);

        Assert.Equal(3, code);
        Assert.Equal("", output);
        Assert.EndsWith("\nnext: sidecar init\n", error, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();
}
