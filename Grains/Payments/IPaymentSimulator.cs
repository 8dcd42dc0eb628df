using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>What only a simulated gateway can do. There is none where real money moves.</summary>
public interface IPaymentSimulator
{
    /// <summary>The shopper takes the step of their own, or fails to. Answers what the payment is then; a payment that
    /// waits for no step stays as it is.</summary>
    /// <param name="payment">The gateway's id of the payment, its client secret, or the attempt it pays.</param>
    /// <param name="succeed">Whether the step succeeds.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Authenticate(string payment, bool succeed, CancellationToken stop);

    /// <summary>The card's holder disputes captured money (PAY-21). Answers what the payment is then.</summary>
    /// <param name="paymentId">The gateway's id of the payment.</param>
    /// <param name="amount">How much of the captured is disputed from now on; nothing: the dispute is over.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Dispute(string paymentId, Money amount, CancellationToken stop);
}
