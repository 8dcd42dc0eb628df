namespace Commerce.Grains.Orders;

/// <summary>Says who uses a payment method, from the read tables.</summary>
[Alias("method-list")]
public interface IMethodListGrain : IGrainWithStringKey
{
    /// <summary>Whether another order may still charge a method (PAY-17).</summary>
    /// <param name="method">The gateway's id of it.</param>
    /// <param name="order">The order that needs it no more.</param>
    [Alias("is-needed-elsewhere")]
    Task<bool> IsNeededElsewhere(string method, OrderId order);

    /// <summary>Whether any order may still charge a method (PAY-17).</summary>
    /// <param name="method">The gateway's id of it.</param>
    [Alias("is-needed")]
    Task<bool> IsNeeded(string method);
}
