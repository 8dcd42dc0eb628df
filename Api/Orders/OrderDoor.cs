using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Stands before the grains of orders: what cannot be an order's id never becomes a grain's key.</summary>
internal static class OrderDoor
{
    public static Task<Outcome<T>> Known<T>(string id, Func<Task<Outcome<T>>> ask) =>
        OrderId.IsOne(id) ? ask() : Task.FromResult<Outcome<T>>(new NotFound("order"));
}
