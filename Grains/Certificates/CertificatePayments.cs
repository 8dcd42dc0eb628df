using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>Certificates as owners of payments: what the gateway hints at is asked about, and the certificate judges
/// the fact. Money that comes after a purchase failed does not stay (G5).</summary>
internal sealed class CertificatePayments(
    IGrainFactory grains, GatewayInquiry gateway, CertificateTill till, EntityTools tools) : IPaymentOwner
{
    public bool Owns(string reference) => CertificateId.IsOne(reference.Split('/')[0]);

    public async Task<Heeded> Heed(PaymentHint hint)
    {
        var id = CertificateId.Of(hint.Reference.Split('/')[0]);
        var certificate = grains.GetGrain<ICertificateGrain>(id.Value);
        if (await certificate.Inquiry() is not { } inquiry) return new Heeded.Stranger();
        if (inquiry.Purpose == InquiryPurpose.None) return await HearOfWhatIsOver(certificate, hint);
        if (inquiry.Purpose != InquiryPurpose.ReturnMoney && AnswerMayCome(inquiry) is { } at)
            return new Heeded.Later(at);
        await till.Ask(id, Call.System, present: false);
        return await certificate.Inquiry() is { Purpose: InquiryPurpose.None }
            ? new Heeded.Settled()
            : new Heeded.Later(null);
    }

    // Late money on a failed purchase; a valid certificate knows of its money.
    private async Task<Heeded> HearOfWhatIsOver(ICertificateGrain certificate, PaymentHint hint)
    {
        if (hint.PaymentId is not { } payment) return new Heeded.Settled();
        var fact = await gateway.Read(payment);
        await certificate.Learn(new(fact, Present: false), Call.System);
        return fact is PaymentFact.Unknown ? new Heeded.Later(null) : new Heeded.Settled();
    }

    // Whoever sent the request still waits: its answer is the buyer's, and is not asked for twice.
    private DateTimeOffset? AnswerMayCome(Inquiry inquiry)
    {
        var until = inquiry.FirstSentAt + tools.Settings.GatewayPatience + OrderPayments.Margin;
        return inquiry.PaymentId is null && tools.Clock.Now() < until ? until : null;
    }
}
