using System.Text.Json;

namespace Sidecar.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"b"}""")]
    [InlineData("{\n\t\"ä\": \"漢\" }", "{\n\t\"ä\": \"漢\" }")]
    [InlineData("{\n\"a\":\"\u202eb\u009b\u2028\"}", "{\n\"a\":\"\\u202eb\\u009b\\u2028\"}")]
    [InlineData("[\"\U000E0041 👩\u200d👩\"]", "[\"\\udb40\\udc41 👩\\u200d👩\"]")]
    public void A_json_text_shows_what_is_hidden_in_it_and_says_the_same(string json, string printable)
    {
        Assert.Equal(printable, Printable.Json(json));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(printable)));
    }
}
