using System.Text;
using Commerce.Silo.Gateways.Mail;

namespace Commerce.Silo.Tests.Gateways;

public sealed class WritingAMail
{
    private const string Hostile = "Ada\r\nBcc: x@y.example\r\n\r\nbody";

    private static readonly string[] HeaderNames =
    [
        "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
    ];

    private static readonly MailMessage Plain = new(
        "order-01h.7.0",
        new("Store", "service@shop.example"),
        "ada@example.org",
        "Your order 3000000",
        "Hello\nWorld",
        new(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void Gives_these_bytes() => Assert.Equal(
        string.Join("\r\n",
            "Date: Wed, 04 Mar 2026 10:00:00 +0000",
            "From: \"Store\"",
            " <service@shop.example>",
            "To: <ada@example.org>",
            "Subject: Your order 3000000",
            "Message-ID: <order-01h.7.0@shop.example>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 7bit",
            "",
            "Hello",
            "World",
            ""),
        Encoding.UTF8.GetString(MimeWriter.Write(Plain)));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\0")]
    public void Lets_no_text_become_a_header(string lineBreak)
    {
        var hostile = Hostile.Replace("\r\n", lineBreak, StringComparison.Ordinal);
        var sender = new MailSender(hostile, "service@shop.example");
        var mail = Written(Plain with { Subject = hostile, Text = hostile, Sender = sender });

        Assert.Equal(HeaderNames, mail.Headers.Select(header => header.Key));
        Assert.Equal("<ada@example.org>", mail["To"]);
        Assert.EndsWith(" <service@shop.example>", mail["From"], StringComparison.Ordinal);
        Assert.DoesNotContain(lineBreak, mail["Subject"].Replace("\u2028", "", StringComparison.Ordinal) + "x");
    }

    [Fact]
    public void Names_each_of_several_recipients()
    {
        var mail = Plain with { Others = ["bob@example.org", "eve@example.org"] };
        Assert.Equal("<ada@example.org>, <bob@example.org>, <eve@example.org>", Written(mail)["To"]);
        Assert.Throws<MailUnwritableException>(
            () => MimeWriter.Write(mail with { Others = ["bob@example.org", Hostile] }));
    }

    [Theory]
    [InlineData(Hostile)]
    [InlineData("ada@example.org\r\nBcc: x@y.example")]
    [InlineData("ada@example.org, x@y.example")]
    [InlineData("ada@example.org;x@y.example")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("ada@x@example.org")]
    [InlineData("ada @example.org")]
    [InlineData("\"a da\"@example.org")]
    [InlineData("ada@example.org\0")]
    [InlineData("ada@\u202Eexample.org")]
    [InlineData("\uD800@example.org")]
    [InlineData("ada@")]
    [InlineData("@example.org")]
    [InlineData("ada")]
    [InlineData("")]
    public void Refuses_an_address_that_is_not_plain(string address)
    {
        Assert.Throws<MailUnwritableException>(() => MimeWriter.Write(Plain with { To = address }));
        Assert.Throws<MailUnwritableException>(() => MimeWriter.Write(Plain with { Sender = new("Store", address) }));
    }

    [Fact]
    public void Refuses_an_address_beyond_254_characters()
    {
        var longest = "ada@" + new string('a', 254 - "ada@.org".Length) + ".org";

        Assert.Equal($"<{longest}>", Written(Plain with { To = longest })["To"]);
        Assert.Throws<MailUnwritableException>(() => MimeWriter.Write(Plain with { To = "a" + longest }));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("a>\r\nBcc: x@y.example")]
    [InlineData("")]
    public void Refuses_an_id_that_is_no_name(string id) =>
        Assert.Throws<MailUnwritableException>(() => MimeWriter.Write(Plain with { Id = id }));

    [Theory]
    [InlineData("Grüße aus Köln")]
    [InlineData("😀👩‍👩‍👧‍👦 order")]
    [InlineData("שלום עולם")]
    [InlineData("مرحبا 123")]
    [InlineData("=?utf-8?B?eA==?= looks encoded")]
    [InlineData("quotes \" and \\ and <x@y.example>, z@y.example")]
    [InlineData("a = b; 100 % \t tab and blank ")]
    [InlineData("From here to there")]
    [InlineData(".")]
    public void Keeps_every_text_as_it_is(string text)
    {
        var mail = Written(Plain with { Subject = text, Text = text, Sender = new(text, "service@shop.example") });

        var oneLine = text.Replace("\t", "", StringComparison.Ordinal).Trim();
        Assert.Equal(text + "\r\n", mail.Body);
        Assert.Equal(oneLine, mail["Subject"]);
        Assert.Equal(oneLine, Unphrased(mail["From"]));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("😀")]
    public void Keeps_lines_within_their_limits(string one)
    {
        var text = string.Concat(Enumerable.Repeat(one, 2_000));
        var bytes = MimeWriter.Write(Plain with { Subject = text, Text = text });

        Assert.All(Encoding.UTF8.GetString(bytes).Split("\r\n"), line => Assert.InRange(line.Length, 0, 86));
        Assert.Equal(text, WrittenMail.Of(bytes)["Subject"]);
        Assert.Equal(text + "\r\n", WrittenMail.Of(bytes).Body);
    }

    [Fact]
    public void Ends_every_line_with_both_characters()
    {
        var text = Encoding.UTF8.GetString(MimeWriter.Write(Plain with { Text = "a\nb\rc\r\nd é\n\ne" }));

        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Survives_half_a_character()
    {
        var mail = Written(Plain with { Subject = "a\uD800b", Text = "a\uDC00b" });

        Assert.Equal("a\uFFFDb", mail["Subject"]);
        Assert.Equal("a\uFFFDb\r\n", mail.Body);
    }

    [Fact]
    public void Says_nothing_of_the_person_in_logs() =>
        Assert.Equal("MailMessage { order-01h.7.0 }", Plain.ToString());

    private static WrittenMail Written(MailMessage message) => WrittenMail.Of(MimeWriter.Write(message));

    private static string Unphrased(string from)
    {
        var name = from[..from.LastIndexOf(" <", StringComparison.Ordinal)];
        return name.StartsWith('"') ? name[1..^1].Replace("\\\"", "\"").Replace("\\\\", "\\") : name;
    }
}
