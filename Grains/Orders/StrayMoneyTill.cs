using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Takes money off payments of orders that must not stay, outside of any turn (G5). It may die
/// anywhere.</summary>
internal sealed class StrayMoneyTill(IGrainFactory grains, GatewayInquiry gateway)
{
    /// <summary>What is to be given back is stored, and then asked for. True: there is nothing more to do
    /// now.</summary>
    public async Task<bool> Return(AttemptId attempt)
    {
        var order = grains.GetGrain<IOrderGrain>(attempt.Order.Value);
        for (var step = 0; step < 2; step++)
        {
            if (await order.Inquiry(attempt) is not { Purpose: InquiryPurpose.ReturnMoney } inquiry) return true;
            var heard = await gateway.ReturnMoney(inquiry);
            await order.Settle(new(attempt, heard.Fact) { Reference = heard.Reference, Said = heard.Said });
            if (heard.Said is not null) break;
        }

        return await order.Inquiry(attempt) is not { Purpose: InquiryPurpose.ReturnMoney };
    }
}
