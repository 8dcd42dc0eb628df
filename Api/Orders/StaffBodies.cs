using System.ComponentModel.DataAnnotations;
using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>What staff note of an order; left out, nothing stands there.</summary>
internal sealed record CommentsBody([property: Lines, StringLength(4_000)] string? Comments = null);

/// <summary>Where an order goes.</summary>
internal sealed record ShipToBody(AddressBody Address);

/// <summary>Where an order was to go before its address was changed.</summary>
internal sealed record FormerAddressBody(AddressBody Address, DateTimeOffset Until)
{
    public static FormerAddressBody Of(FormerAddress former) => new(AddressBody.Of(former.Address), former.Until);
}
