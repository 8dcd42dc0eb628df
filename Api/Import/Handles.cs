using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Makes slugs, ids and SKUs out of handles and option values: always the same out of the same.</summary>
internal static class Handles
{
    private const int SlugLengthMost = 200;
    private const int MarkLength = 8;
    private const string Between = "--";

    /// <summary>The slug of a handle: in lower case; other letters than <c>[a-z0-9.-]</c> become dashes, and then a
    /// mark keeps it apart from others that would look the same.</summary>
    public static string SlugOf(string handle)
    {
        var lower = handle.Trim().ToLowerInvariant();
        if (lower.Length <= SlugLengthMost && lower.All(IsPlain)) return lower;
        return Cut(Plain(lower), SlugLengthMost - MarkLength - 1) + "-" + Mark(lower);
    }

    /// <summary>The id of a product that an import makes: it follows from its handle, so that a repeat after a crash
    /// meets the product it was making.</summary>
    /// <param name="slug">The slug of its handle.</param>
    /// <param name="life">How many products of this handle were removed before: an id is never used again.</param>
    public static ProductId IdOf(string slug, int life = 0)
    {
        const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"handle:{life}:{slug}"));
        return new(ProductId.Prefix + string.Create(26, hash, static (id, hash) =>
        {
            for (var place = 0; place < id.Length; place++) id[place] = Alphabet[hash[place] & 31];
        }));
    }

    /// <summary>The SKU of a variant that was given none: <c>handle--small--blue</c>.</summary>
    public static Sku SkuOf(string slug, ImmutableArray<string> values)
    {
        var parts = values.Select(value => Plain(value.ToLowerInvariant())).Prepend(Plain(slug)).ToList();
        var sku = string.Join(Between, parts);
        return sku.Length <= Sku.LengthMost && parts.All(part => part.Length > 0)
            ? new(sku)
            : MarkedSkuOf(slug, values);
    }

    /// <summary>The same with a mark, for a variant whose plain SKU belongs to another one.</summary>
    public static Sku MarkedSkuOf(string slug, ImmutableArray<string> values)
    {
        var parts = values.Select(value => Plain(value.ToLowerInvariant())).Prepend(Plain(slug));
        var readable = string.Join(Between, parts.Where(part => part.Length > 0));
        var exact = string.Join('\n', values.Prepend(slug)).ToLowerInvariant();
        return new(Cut(readable, Sku.LengthMost - MarkLength - 2) + Between + Mark(exact));
    }

    private static bool IsPlain(char letter) =>
        char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-';

    // Runs of anything else become one dash, so that two dashes stand only between parts.
    private static string Plain(string lower)
    {
        var plain = new StringBuilder(lower.Length);
        foreach (var letter in lower)
        {
            if (IsPlain(letter) && letter != '-') plain.Append(letter);
            else if (plain.Length > 0 && plain[^1] != '-') plain.Append('-');
        }

        return plain.ToString().Trim('-');
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd('-');

    private static string Mark(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..MarkLength];
}
