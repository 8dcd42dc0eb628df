using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>Certificates as owners of payments: what the gateway hints at is asked about, and the certificate judges
/// the fact.</summary>
internal sealed class CertificatePayments(
    IGrainFactory grains, CertificateTill till, GatewayInquiry gateway, EntityTools tools) : IPaymentOwner
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public bool Owns(string reference) => CertificateId.IsOne(reference.Split('/')[0]);

    public async Task<Heeded> Heed(PaymentHint hint)
    {
        var id = CertificateId.Of(hint.Reference.Split('/')[0]);
        var certificate = grains.GetGrain<ICertificateGrain>(id.Value);
        if (await certificate.Inquiry() is not { } inquiry) return new Heeded.Stranger();
        if (inquiry.PaymentId is { } known && hint.PaymentId is { } named && known != named)
            return new Heeded.Stranger();
        if (inquiry.Purpose == InquiryPurpose.None) return await HearOfWhatIsOver(certificate, id, hint);

        // Whoever sent the request still waits for its answer.
        var until = inquiry.FirstSentAt + tools.Settings.GatewayPatience + Margin;
        if (inquiry.PaymentId is null && tools.Clock.Now() < until) return new Heeded.Later(until);
        await till.Ask(id, Call.System, present: false);
        return await certificate.Inquiry() is { Purpose: InquiryPurpose.None }
            ? new Heeded.Settled()
            : new Heeded.Later(null);
    }

    // Money that is still to be taken, or that came to one that had failed (G5).
    private async Task<Heeded> HearOfWhatIsOver(ICertificateGrain certificate, CertificateId id, PaymentHint hint)
    {
        if (!await till.Take(id)) return new Heeded.Later(null);
        if (hint.PaymentId is not { } payment) return new Heeded.Settled();
        var fact = await gateway.Read(payment);
        await certificate.Learn(new(fact, Present: false), Call.System);
        return fact is PaymentFact.Unknown ? new Heeded.Later(null) : new Heeded.Settled();
    }
}
