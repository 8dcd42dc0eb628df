using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Products;

namespace Commerce.Api.Products;

/// <summary>What else staff say of a product (CAT-01, CAT-05).</summary>
internal sealed record ProductNotesBody(
    [property: StringLength(1)] string? StockStatus = null,
    [property: Lines, StringLength(4_000)] string? Announcement = null,
    DateTimeOffset? AnnouncementUntil = null,
    [property: StringLength(2_000)] string? Url = null,
    [property: StringLength(100)] string? Template = null,
    [property: StringLength(4_000)] string? PurchaseNotices = null)
{
    public ProductNotes ToNotes() =>
        new(StockStatus, Announcement, AnnouncementUntil, Url, Template, PurchaseNotices);

    public static ProductNotesBody? Of(ProductNotes? notes) => notes is null
        ? null
        : new(notes.StockStatus, notes.Announcement, notes.AnnouncementUntil, notes.Url, notes.Template,
            notes.PurchaseNotices);
}
