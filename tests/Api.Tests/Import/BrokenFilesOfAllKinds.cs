using System.Text;

namespace Commerce.Api.Tests.Import;

/// <summary>Whatever a file holds: every row gets a verdict, and what landed is unchanged when it comes
/// again.</summary>
public sealed class BrokenFilesOfAllKinds
{
    private const int Rounds = 300;

    private static readonly string[] Snippets =
        ["\"", ",", "\n", "\r\n", "'", "\0", ";", "\uFEFF", "🛒", "true", "-1", "Handle", "harbour-shirt", " ", "\t",
            "9e9"];

    [Fact]
    public async Task Never_end_in_an_exception_when_bytes_are_changed()
    {
        var random = new Random(20_260_101);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Exports.Shop);
            for (var changes = random.Next(1, 30); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await Check(bytes);
        }
    }

    [Fact]
    public async Task Never_end_in_an_exception_when_text_is_put_in_or_taken_out()
    {
        var random = new Random(20_260_102);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder(Exports.Shop);
            for (var changes = random.Next(1, 20); changes > 0; changes--)
            {
                var place = random.Next(text.Length);
                if (random.Next(3) == 0) text.Remove(place, Math.Min(random.Next(40), text.Length - place));
                else text.Insert(place, Snippets[random.Next(Snippets.Length)]);
            }

            await Check(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    [Fact]
    public async Task Never_end_in_an_exception_when_they_are_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(Exports.Shop);
        for (var length = 0; length < bytes.Length; length += 7) await Check(bytes[..length]);
    }

    [Fact]
    public async Task Never_end_in_an_exception_when_they_are_noise()
    {
        var random = new Random(20_260_103);
        for (var round = 0; round < Rounds; round++)
        {
            var noise = new byte[random.Next(2_000)];
            random.NextBytes(noise);
            await Check([.. "Handle,Title,Variant SKU\n"u8, .. noise]);
        }
    }

    private static async Task Check(byte[] bytes)
    {
        var shop = new FakeShop();
        var once = await Importing.Into(shop, bytes, stock: true);
        var writes = shop.Writes;
        var twice = await Importing.Into(shop, bytes, stock: true);

        Assert.Equal(once.Rows.Select(row => row.Row), twice.Rows.Select(row => row.Row));
        Assert.Equal(writes, shop.Writes);
        Assert.DoesNotContain("created", twice.Verdicts);
        Assert.DoesNotContain("updated", twice.Verdicts);
        Assert.All(once.Rows, row => Assert.False(
            row is { Verdict: Commerce.Api.Import.ImportVerdict.Failed, Reason: null or "" }));
    }
}
