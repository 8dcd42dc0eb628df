namespace Commerce.Grains.Payments;

/// <summary>The simulated gateway as the API sees it, wherever the shop runs.</summary>
[Alias("simulator")]
public interface ISimulatorGrain : IGrainWithStringKey
{
    /// <summary>The shopper takes the step of their own, or fails to: see <see cref="IPaymentSimulator"/>. Answers what the
    /// payment is then; <see cref="PaymentFact.Absent"/> also where cards are not simulated.</summary>
    /// <param name="payment">The gateway's id of the payment, its client secret, or the attempt it pays.</param>
    /// <param name="succeed">Whether the step succeeds.</param>
    [Alias("authenticate")]
    Task<PaymentFact> Authenticate(string payment, bool succeed);
}
