using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>Speaks to the gateway about what certificates are bought with, outside of any turn. It may die
/// anywhere.</summary>
internal sealed class CertificateTill(IGrainFactory grains, GatewayInquiry inquiries)
{
    /// <summary>Asks what became of the payment, and tells the certificate.</summary>
    public async Task<Outcome<CertificateView>> Ask(CertificateId id, Call call, bool present)
    {
        var certificate = grains.GetGrain<ICertificateGrain>(id.Value);
        if (await certificate.Inquiry() is not { Purpose: not InquiryPurpose.None } inquiry)
            return await certificate.View();
        if (inquiry.Purpose == InquiryPurpose.ReturnMoney)
        {
            await ReturnMoney(id);
            return await certificate.View();
        }

        var fact = await inquiries.Ask(
            inquiry, async payment => await certificate.AskCancel(payment) is not Outcome<CertificateView>.Refused);
        return await certificate.Learn(new(fact, present), call);
    }

    /// <summary>Takes money off a purchase that is over: what is to be given back is stored, and then asked for. True:
    /// there is nothing more to do now.</summary>
    public async Task<bool> ReturnMoney(CertificateId id)
    {
        var certificate = grains.GetGrain<ICertificateGrain>(id.Value);
        for (var step = 0; step < 2; step++)
        {
            if (await certificate.Inquiry() is not { Purpose: InquiryPurpose.ReturnMoney } inquiry) return true;
            var heard = await inquiries.ReturnMoney(inquiry);
            await certificate.Settle(new(heard.Fact) { Reference = heard.Reference, Said = heard.Said });
            if (heard.Said is not null) break;
        }

        return await certificate.Inquiry() is not { Purpose: InquiryPurpose.ReturnMoney };
    }

    /// <summary>Takes the money of a valid certificate, as an order takes a shipment's; true: there is nothing more to
    /// do.</summary>
    public async Task<bool> Take(CertificateId id)
    {
        var certificate = grains.GetGrain<ICertificateGrain>(id.Value);
        if (await certificate.MoneyToTake() is not { } request) return true;
        await certificate.TakeMoney(
            await inquiries.Take(request.ToRequest(), request.FirstSentAt, request.BrokenAt));
        return await certificate.MoneyToTake() is null;
    }
}
