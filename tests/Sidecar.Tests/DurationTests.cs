using FsCheck;
using FsCheck.Fluent;

namespace Sidecar.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("30m", 1_800)]
    [InlineData("2h", 7_200)]
    [InlineData("1d", 86_400)]
    [InlineData("1h30m", 5_400)]
    [InlineData("0s", 0)]
    public void A_number_with_a_unit_is_a_time(string text, int seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("5 m")]
    [InlineData("5m ")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("5w")]
    [InlineData("999999999999999999999s")]
    [InlineData("367d")]
    [InlineData("٣m")]
    public void Anything_else_is_none(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void What_is_written_reads_back_as_the_same() => Check.QuickThrowOnFailure(
        Prop.ForAll(Gen.Choose(0, 366 * 86_400).ToArbitrary(), seconds =>
            Duration.TryParse(Duration.Format(TimeSpan.FromSeconds(seconds)), out var read) && read == TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(89, "89 s")]
    [InlineData(90, "1 min")]
    [InlineData(3 * 3600, "3 h")]
    [InlineData(3 * 86_400, "3 d")]
    public void A_sentence_gets_the_largest_unit(int seconds, string text) =>
        Assert.Equal(text, Duration.Approximate(TimeSpan.FromSeconds(seconds)));
}
