using System.ComponentModel.DataAnnotations;
using Commerce.Api.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>A parcel, or what stands for one.</summary>
internal sealed record ShipmentBody(
    string Id,
    string Status,
    IReadOnlyList<ShippedItem> Items,
    string? Carrier,
    string? Tracking,
    DateTimeOffset ShippedAt,
    DateTimeOffset? ExpectedAt)
{
    /// <summary>Where it goes.</summary>
    public AddressBody? Address { get; init; }

    /// <summary>Whether somebody carries it.</summary>
    public bool Shippable { get; init; }

    /// <summary>Where the carrier tells of it, if the carrier is known.</summary>
    public string? TrackingUrl { get; init; }

    /// <summary>When it arrived, if the carrier's feed says so.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    public string? ArrivalDetail { get; init; }

    /// <summary>What is charged for it; for staff only, like all below.</summary>
    public Money? Cost { get; init; }

    public Money? Uncollected { get; init; }

    public string? Reason { get; init; }

    public static ShipmentBody Of(ShipmentView shipment) => new(
        shipment.Id, shipment.Status, shipment.Items, shipment.Carrier, shipment.Tracking, shipment.ShippedAt,
        shipment.ExpectedAt)
    {
        Address = shipment.Address is null ? null : AddressBody.Of(shipment.Address),
        Shippable = shipment.Shippable,
        TrackingUrl = shipment.TrackingUrl,
        ArrivedAt = shipment.ArrivedAt,
        ArrivalDetail = shipment.ArrivalDetail,
    };

    public static ShipmentBody ForStaff(ShipmentView shipment) => Of(shipment) with
    {
        Cost = shipment.Cost,
        Uncollected = shipment.Uncollected,
        Reason = shipment.Reason,
    };
}

/// <summary>Records what left the house; without items, everything that has not shipped yet.</summary>
internal sealed record ShipBody(
    [property: Length(1, 1_000)] IReadOnlyList<ItemChoiceBody>? Items = null,
    [property: StringLength(100)] string? Carrier = null,
    [property: StringLength(24)] string? Tracking = null,
    DateTimeOffset? ShippedAt = null,
    DateTimeOffset? ExpectedAt = null,
    AddressBody? Address = null)
{
    public OrderCommand.Ship ToCommand(string shipmentId) =>
        new(shipmentId, [.. (Items ?? []).Select(item => item.ToChoice())], Carrier, Tracking, ShippedAt, ExpectedAt)
        {
            Address = Address?.ToAddress(),
        };
}

/// <summary>What is right of a shipment; what is left out is not known.</summary>
internal sealed record TrackingBody(
    [property: StringLength(100)] string? Carrier = null, [property: StringLength(24)] string? Tracking = null);

/// <summary>The carriers that are offered; any other text is one too.</summary>
internal sealed record CarriersBody(IReadOnlyList<string> Items);
