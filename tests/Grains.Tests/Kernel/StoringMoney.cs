using System.Text.Encodings.Web;
using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Kernel;

/// <summary>Money is written and read by hand, and nobody who reads or wrote it otherwise can tell.</summary>
public sealed class StoringMoney
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData(0, "USD")]
    [InlineData(1999, "EUR")]
    [InlineData(-5, "JPY")]
    [InlineData(long.MaxValue, "BHD")]
    [InlineData(long.MinValue, "odd \" and ü")]
    public void Is_written_as_any_record_is(long amount, string currency)
    {
        var money = new Money(amount, currency);
        var json = JsonSerializer.Serialize(money, KernelJson.Options);
        Assert.Equal(JsonSerializer.Serialize(money, Plain), json);
        Assert.Equal(money, JsonSerializer.Deserialize<Money>(json, KernelJson.Options));
    }

    [Theory]
    [InlineData("""{"currency":"USD","amount":7}""")]
    [InlineData("""{ "amount": 7, "later": {"amount":[1,{"currency":"EUR"}]}, "currency": "USD", "more": null }""")]
    [InlineData("""{"\u0061mount":7,"currency":"U\u0053D"}""")]
    public void Is_read_in_any_order_and_beside_what_a_later_version_wrote(string json) =>
        Assert.Equal(new Money(7, "USD"), JsonSerializer.Deserialize<Money>(json, KernelJson.Options));

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"amount":"7","currency":"USD"}""")]
    [InlineData("""{"amount":7.5,"currency":"USD"}""")]
    [InlineData("""{"amount":7,"currency":7}""")]
    [InlineData("""{"amount":7""")]
    public void Is_nothing_else(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Money>(json, KernelJson.Options));

    [Fact]
    public void Is_null_where_there_is_none() =>
        Assert.Null(JsonSerializer.Deserialize<Money?>("null", KernelJson.Options));
}
