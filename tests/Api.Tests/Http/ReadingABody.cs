using System.Text;
using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Api.Orders;
using Commerce.Api.Products;
using Commerce.Grains.Products;

namespace Commerce.Api.Tests.Http;

public sealed class ReadingABody
{
    [Fact]
    public void Takes_what_is_right()
    {
        var body = StrictJson.Read<AddLineBody>("""{"sku":" MUG-BLUE ","quantity":2}"""u8);
        Assert.Equal(new AddLineBody(new("MUG-BLUE"), 2), body);
    }

    [Theory]
    [InlineData("""{"sku":"A","quantity":2,"color":"red"}""", "field_unknown", "/color")]
    [InlineData("""{"sku":"A","quantity":2,"quantity":3}""", "field_twice", null)]
    [InlineData("""{"sku":"A","quantity":2,"Quantity":3}""", "field_unknown", "/Quantity")]
    [InlineData("""{"sku":"A"}""", "field_missing", "/quantity")]
    [InlineData("""{"sku":"A","quantity":"2"}""", "field_invalid", "/quantity")]
    [InlineData("""{"sku":"A","quantity":null}""", "field_invalid", "/quantity")]
    [InlineData("""{"sku":"A","quantity":2.5}""", "field_invalid", "/quantity")]
    [InlineData("""{"sku":"A","quantity":1e308}""", "field_invalid", "/quantity")]
    [InlineData("""{"sku":"A","quantity":9223372036854775808}""", "field_invalid", "/quantity")]
    [InlineData("""{"sku":null,"quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":7,"quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":"A/B","quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":"A\u0000","quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":"A\u0007B","quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":"A\ud800","quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":"A\udc00\ud800","quantity":2}""", "field_invalid", "/sku")]
    [InlineData("""{"sku":"A","quantity":2} {}""", "json_malformed", null)]
    [InlineData("""{"sku":"A","quantity":2,}""", "json_malformed", null)]
    [InlineData("""{"sku":"A","quantity":2} // no""", "json_malformed", null)]
    [InlineData("""{"sku":"A","quantity":""", "json_malformed", null)]
    [InlineData("""{"sku":"A","quantity":NaN}""", "json_malformed", null)]
    [InlineData("""{"sku":"A","quantity":02}""", "json_malformed", null)]
    [InlineData("not json", "json_malformed", null)]
    [InlineData("null", "json_malformed", null)]
    [InlineData("[]", "field_invalid", null)]
    [InlineData("\"text\"", "field_invalid", null)]
    public void Refuses_what_is_not(string json, string code, string? param)
    {
        var problem = ProblemOf<AddLineBody>(Encoding.UTF8.GetBytes(json));
        Assert.Equal((400, code), (problem.Status, problem.Code));
        if (param is not null) Assert.Equal(param, problem.Param);
    }

    [Fact]
    public void Refuses_bytes_that_are_no_text() =>
        Assert.Equal(400, ProblemOf<AddLineBody>([.. "{\"sku\":\"A"u8, 0xff, 0xfe, .. "\",\"quantity\":1}"u8]).Status);

    [Fact]
    public void Refuses_half_a_character_in_a_name() =>
        Assert.Equal(400, ProblemOf<AddLineBody>("""{"\ud800":1,"sku":"A","quantity":1}"""u8).Status);

    [Fact]
    public void Refuses_a_depth_of_1000()
    {
        var deep = new string('[', 1_000) + new string(']', 1_000);
        Assert.Equal(400, ProblemOf<AddLineBody>(Encoding.UTF8.GetBytes($$"""{"sku":{{deep}},"quantity":1}""")).Status);
    }

    [Fact]
    public void Names_the_field_deep_inside() => Assert.Equal(
        "/items/1/quantity", ProblemOf<ShipBody>("""{"items":[{"itemId":"1"},{"itemId":"2","quantity":0}]}"""u8).Param);

    [Fact]
    public void Refuses_null_in_a_list() =>
        Assert.Equal("/items/0", ProblemOf<ShipBody>("""{"items":[null]}"""u8).Param);

    [Fact]
    public void Takes_lines_only_where_text_has_lines()
    {
        Assert.Equal("a\r\n\tb", StrictJson.Read<VoidBody>("""{"reason":"a\r\n\tb"}"""u8).Reason);
        Assert.Equal("/carrier", ProblemOf<ShipBody>("""{"carrier":"a\nb"}"""u8).Param);
        Assert.Equal("/reason", ProblemOf<VoidBody>("""{"reason":"a\u000bb"}"""u8).Param);
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE orders;--")]
    [InlineData("<script>alert(\"x\")</script>")]
    [InlineData("😀 ‏שלום‎ مرحبا 日本語 e\u0301 \\ \" '")]
    public void Takes_any_other_text_as_it_is(string text)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { reason = text });
        Assert.Equal(text, StrictJson.Read<VoidBody>(json).Reason);
    }

    [Theory]
    [InlineData("""{"amount":-1,"currency":"USD"}""")]
    [InlineData("""{"amount":1.5,"currency":"USD"}""")]
    [InlineData("""{"amount":1e3,"currency":"USD"}""")]
    [InlineData("""{"amount":1,"currency":"usd"}""")]
    [InlineData("""{"amount":1}""")]
    [InlineData("""{"amount":1,"currency":"USD","isZero":false}""")]
    [InlineData("1999")]
    public void Refuses_amounts_that_are_none(string money)
    {
        var json = $$$"""{"payment":{"method":"pm_card_visa"},"expectedTotal":{{{money}}}}""";
        Assert.StartsWith(
            "/expectedTotal", ProblemOf<CheckoutBody>(Encoding.UTF8.GetBytes(json)).Param, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T09:30:00.125+02:00", "2026-01-31T07:30:00.125Z")]
    public void Takes_times_with_their_offset(string sent, string read) =>
        Assert.Equal(
            read, TimeConverter.Text(StrictJson.Read<ShipBody>(Encoding.UTF8.GetBytes($$"""{"shippedAt":"{{sent}}"}"""))
            .ShippedAt!.Value));

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T09:30:00")]
    [InlineData("2026-02-31T09:30:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("yesterday")]
    public void Refuses_times_that_are_none(string sent) =>
        Assert.Equal("/shippedAt", ProblemOf<ShipBody>(Encoding.UTF8.GetBytes($$"""{"shippedAt":"{{sent}}"}""")).Param);

    [Theory]
    [InlineData("\"none\"", 0)]
    [InlineData("5", 5)]
    [InlineData("\"unlimited\"", int.MaxValue)]
    public void Takes_backorders(string sent, int most) => Assert.Equal(
        new Backorder(most),
        StrictJson.Read<VariantContentBody>(
            Encoding.UTF8.GetBytes($$"""{"sku":"A","backorder":{{sent}}}""")).Backorder);

    [Theory]
    [InlineData("\"some\"")]
    [InlineData("-1")]
    [InlineData("2147483647")]
    public void Refuses_other_backorders(string sent) => Assert.Equal(
        "/backorder", ProblemOf<VariantContentBody>(
            Encoding.UTF8.GetBytes($$"""{"sku":"A","backorder":{{sent}}}""")).Param);

    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("ada+shop@mail.example.co.uk", true)]
    [InlineData("ada", false)]
    [InlineData("ada@", false)]
    [InlineData("@example.com", false)]
    [InlineData("a@b@c", false)]
    [InlineData("Ada <ada@example.com>", false)]
    [InlineData("ada@example.com,bob@example.com", false)]
    [InlineData("ada@example.com\r\nBcc: x@y.example", false)]
    [InlineData("ada@.example.com", false)]
    public void Takes_one_plain_mail_address(string address, bool isOne)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { email = address, method = "standard" });
        if (isOne) Assert.Equal(address, StrictJson.Read<DeliveryBody>(json).Email);
        else Assert.Equal("/email", ProblemOf<DeliveryBody>(json).Param);
    }

    private static Problem ProblemOf<T>(ReadOnlySpan<byte> json) where T : class
    {
        try
        {
            Assert.Fail($"It was read: {StrictJson.Read<T>(json)}");
            throw new System.Diagnostics.UnreachableException();
        }
        catch (ProblemException refused)
        {
            return refused.Problem;
        }
    }
}
