using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>What else is said of a product (CAT-01, CAT-05).</summary>
/// <param name="StockStatus">One of <c>O</c>, <c>Q</c>, <c>M</c>, <c>S</c>, <c>I</c>: a promise in words, whatever the
/// stock says; null: none.</param>
/// <param name="Announcement">Shown with the product until <paramref name="AnnouncementUntil"/>, at most 4,000
/// characters.</param>
/// <param name="AnnouncementUntil">From then on it is not shown; null: it stays.</param>
/// <param name="Url">The product's page elsewhere: an http or https address.</param>
/// <param name="Template">How the storefront shows it: a name it knows, at most 100 characters.</param>
/// <param name="PurchaseNotices">Whom a mail tells of each order: addresses with commas between, at most
/// 4,000 characters; for staff.</param>
[GenerateSerializer, Immutable, Alias("product-notes")]
public sealed record ProductNotes(
    string? StockStatus = null,
    string? Announcement = null,
    DateTimeOffset? AnnouncementUntil = null,
    string? Url = null,
    string? Template = null,
    string? PurchaseNotices = null)
{
    private const int TextMost = 4_000, TemplateMost = 100;

    private static readonly ImmutableDictionary<string, string> Messages =
        ImmutableDictionary<string, string>.Empty
            .Add("O", "Out of Stock")
            .Add("Q", "Usually Ships Within 24 Hours")
            .Add("M", "Usually Ships Within 2-3 Days")
            .Add("S", "Usually Ships Within 2-4 Weeks")
            .Add("I", "In Stock");

    /// <summary>The promise in words; null: none (CAT-05).</summary>
    public string? StockMessage() => StockStatus is { } letter ? Messages.GetValueOrDefault(letter) : null;

    /// <summary>The announcement, while it holds.</summary>
    /// <param name="now">When it is looked at.</param>
    public string? AnnouncementAt(DateTimeOffset now) =>
        AnnouncementUntil is { } until && now >= until ? null : Announcement;

    /// <summary>What is wrong with it, or null.</summary>
    internal InvalidValue? Fault() =>
        StockStatus is { } letter && !Messages.ContainsKey(letter)
            ? Wrong("stockStatus", "One of I, M, O, Q, S is expected.")
        : IsTooLong(Announcement, TextMost) ? Wrong("announcement", $"At most {TextMost} characters are expected.")
        : Url is not null && !IsAddress(Url) ? Wrong("url", "An http or https address is expected.")
        : IsTooLong(Template, TemplateMost) ? Wrong("template", $"At most {TemplateMost} characters are expected.")
        : IsTooLong(PurchaseNotices, TextMost) || !Recipients().All(EmailAddress.IsOne)
            ? Wrong("purchaseNotices", "Plain e-mail addresses with commas between are expected.")
        : null;

    /// <summary>Whom a mail tells of each order.</summary>
    public ImmutableArray<string> Recipients() =>
        [.. (PurchaseNotices ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static bool IsTooLong(string? text, int most) =>
        text is not null && (text.Length > most || text.Contains('\0'));

    private static bool IsAddress(string text) => text.Length <= ProductLimits.PictureAddressMost
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static InvalidValue Wrong(string field, string reason) => new(reason) { Param = $"/notes/{field}" };
}
