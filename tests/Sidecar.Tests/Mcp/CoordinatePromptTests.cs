using System.Text;
using Sidecar.Mcp;

namespace Sidecar.Tests.Mcp;

public sealed class CoordinatePromptTests
{
    [Fact]
    public void It_is_as_approved_and_no_longer_than_a_page()
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(CoordinatePrompt.Text), 1, 3_000);
        Golden.Match(CoordinatePrompt.Text);
    }
}
