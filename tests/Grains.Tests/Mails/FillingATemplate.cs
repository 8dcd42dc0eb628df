using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;

namespace Commerce.Grains.Tests.Mails;

public sealed class FillingATemplate
{
    private static readonly MailTemplate Letter = new("letter", "", "About thing_here", "thing_here and other_here.");
    private static readonly MailTemplate Dated = new("dated", "", "", "thing_date_here");

    [Theory]
    [InlineData("$& $1 $$ ${thing_here}")]
    [InlineData("\\1 & &amp; %s {0} {thing}")]
    [InlineData("other_here")]
    [InlineData("<script>alert('x')</script>; DROP TABLE mails; --")]
    [InlineData("😀 שלום عربي")]
    [InlineData("")]
    public void Puts_a_value_in_as_it_is(string value) => Assert.Equal(
        new MailText($"About {value}", $"{value} and O."),
        MailText.Of(Letter, Values(("thing_here", value), ("other_here", "O")), new ShopSettings()));

    [Fact]
    public void Keeps_line_breaks_in_the_text_and_out_of_the_subject() => Assert.Equal(
        new MailText("About aBcc: x@y", "a\r\nBcc: x@y and O."),
        MailText.Of(Letter, Values(("thing_here", "a\r\nBcc: x@y"), ("other_here", "O")), new ShopSettings()));

    [Fact]
    public void Fails_for_a_place_without_a_value() => Assert.Contains(
        "other_here",
        Assert.Throws<MailValueMissingException>(
            () => MailText.Of(Letter, Values(("thing_here", "x")), new ShopSettings())).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("UTC", "31 December 2025")]
    [InlineData("Asia/Tokyo", "1 January 2026")]
    [InlineData("America/New_York", "31 December 2025")]
    public void Shows_a_time_as_a_day_in_the_shops_zone(string zone, string day)
    {
        var values = Values(("thing_date_here", MailText.Time(new(2025, 12, 31, 20, 0, 0, TimeSpan.Zero))));

        Assert.Equal(day, MailText.Of(Dated, values, new ShopSettings { TimeZone = zone }).Text);
    }

    [Fact]
    public void Signs_with_the_shops_web_address_if_there_is_one()
    {
        var template = new MailTemplate("signed", "", "", "customer_service_signature_here");
        var settings = new ShopSettings { Name = "Books", ServiceAddress = "a@b.example" };

        Assert.Equal("Books\na@b.example", MailText.Of(template, Values(), settings).Text);
        Assert.Equal(
            "Books\na@b.example\nhttps://b.example",
            MailText.Of(template, Values(), settings with { Url = "https://b.example" }).Text);
    }

    [Fact]
    public void Starts_from_templates_within_their_limits() => Assert.All(MailTemplates.All, template =>
    {
        Assert.InRange(template.Subject.Length, 1, MailTemplate.SubjectMost);
        Assert.InRange(template.Text.Length, 1, MailTemplate.TextMost);
        Assert.DoesNotContain('\r', template.Text);
    });

    [Theory]
    [InlineData("a\r\nb\tc\0d\u0085e\u2028f\u2029g", "abcdefg")]
    [InlineData("שלום 😀", "שלום 😀")]
    public void Takes_control_characters_out_of_a_line(string text, string line) =>
        Assert.Equal(line, MailText.OneLine(text));

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value);
}
