using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Api.Pricing;

/// <summary>All prices of a product, as staff see them.</summary>
internal sealed record PricesBody(
    string ProductId,
    long Version,
    IReadOnlyList<RegularPriceBody> Variants,
    IReadOnlyList<SaleBody> Sales,
    IReadOnlyList<ClassPriceBody> ClassPrices,
    Money? Shipping,
    Money? ShippingAdditional)
{
    public static PricesBody Of(ProductView product, DateTimeOffset now)
    {
        var prices = product.Prices ?? ProductPrices.None;
        return new(
            product.Id.Value,
            product.Version,
            [.. product.Content.Variants.Select(one => new RegularPriceBody(one.Sku, one.Price, one.Weight))],
            [.. prices.Sales.Select(sale => SaleBody.Of(product, sale, now))],
            [.. prices.ClassPrices.Select(one => new ClassPriceBody(one.Class.Value, one.Sku, one.Price))],
            prices.Shipping,
            prices.ShippingAdditional);
    }
}

/// <summary>The regular price and weight of a variant; both are part of the product.</summary>
internal sealed record RegularPriceBody(Sku Sku, Money? Price, decimal? Weight);

/// <summary>A sale, and the link by which buyers come with its code (PRC-06).</summary>
internal sealed record SaleBody(
    string Id,
    string Name,
    Sku? Sku,
    Money Amount,
    DateTimeOffset Begins,
    DateTimeOffset Ends,
    string? Code,
    string? Link,
    bool Current)
{
    public static SaleBody Of(ProductView product, Sale sale, DateTimeOffset now) => new(
        sale.Id,
        sale.Name,
        sale.Sku,
        sale.Amount,
        sale.Begins,
        sale.Ends,
        sale.Code,
        sale.Code is { } code
            ? $"/v1/products/{product.Content.Slug}?offer_code={Uri.EscapeDataString(code)}"
            : null,
        sale.IsCurrent(now));
}

/// <summary>What a user class pays.</summary>
internal sealed record ClassPriceBody(string ClassId, Sku? Sku, Money Price);

/// <summary>What staff say of a sale. Dates without a time mean the whole day in the shop's time zone.</summary>
internal sealed record SaleContentBody(
    [property: StringLength(30, MinimumLength = 1)] string Name,
    Money Amount,
    [property: StringLength(40)] string Begins,
    [property: StringLength(40)] string Ends,
    Sku? Sku = null,
    [property: StringLength(20, MinimumLength = 1)] string? Code = null,
    bool GenerateCode = false)
{
    /// <exception cref="ProblemException">A time is none, or a code is both given and wished for.</exception>
    public Sale ToSale(string id, TimeZoneInfo zone, Func<string> newCode)
    {
        if (GenerateCode && Code is not null)
            throw new ProblemException(Problem.Invalid("field_invalid", "/code", "Give a code or have one made."));
        return new(
            id, Name, Sku, Amount, SaleTimes.Read("/begins", Begins, zone, lastOfDay: false),
            SaleTimes.Read("/ends", Ends, zone, lastOfDay: true), GenerateCode ? newCode() : Code);
    }
}

/// <summary>What a user class pays for a product; none: what everybody pays.</summary>
internal sealed record ClassPricesBody([property: MaxLength(1_000)] IReadOnlyList<VariantPriceBody> Prices)
{
    public PriceChange ToChange(ClassId id) => new PriceChange.SetClass(
        id, [.. Prices.Select(one => new ClassPrice(id, one.Sku, one.Price))]);
}

/// <summary>The price of a variant, or of the whole product.</summary>
internal sealed record VariantPriceBody(Money Price, Sku? Sku = null);

/// <summary>What shipping a unit of a product costs; left out: what the shop's rules say (SHP-01).</summary>
internal sealed record ProductShippingBody(Money? Shipping = null, Money? ShippingAdditional = null);

/// <summary>Reads the first and last moment of a sale (PRC-05).</summary>
internal static class SaleTimes
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1);

    /// <summary>A time, or a day: then its first moment, or its last one.</summary>
    /// <exception cref="ProblemException">The text is neither.</exception>
    public static DateTimeOffset Read(string pointer, string text, TimeZoneInfo zone, bool lastOfDay)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            // First the year: a day at the end of what can be said has no moment in every zone.
            if (TimeConverter.IsYear(day.Year) && MomentOf(day, zone, lastOfDay) is var moment
                && TimeConverter.IsTime(moment))
                return moment;
        }
        else if (TimeConverter.TryParse(text, out var time))
        {
            return time;
        }

        throw new ProblemException(Problem.Invalid(
            "field_invalid", pointer,
            "Write a time as RFC 3339 has it, or a day, 2026-01-31, of the years 1970 to 2999."));
    }

    private static DateTimeOffset MomentOf(DateOnly day, TimeZoneInfo zone, bool lastOfDay)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + (lastOfDay ? LastMoment : TimeSpan.Zero);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
