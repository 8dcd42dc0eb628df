using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Problem = Commerce.Api.Http.Problem;

namespace Commerce.Api.Tests.Http;

public sealed class NamingStatuses
{
    [Fact]
    public void Knows_every_kind_of_refusal() => Assert.Equal(
        [400, 401, 403, 404, 409, 402, 412, 422, 429, 503], Enum.GetValues<RefusalKind>().Select(Statuses.Of));

    [Fact]
    public void Shows_the_refusals_own_members()
    {
        var body = Problem.Of(new QuantityOutOfRange(1_000, 1, 999) { Param = "/quantity" }).ToJson("r1");
        Assert.Equal("quantity_out_of_range", (string?)body["code"]);
        Assert.Equal(999, (int)body["most"]!);
        Assert.Equal("/quantity", (string?)body["param"]);
        Assert.Equal(400, (int)body["status"]!);
    }

    [Fact]
    public void Lets_no_member_stand_for_the_status() =>
        Assert.Equal(409, (int)Problem.Of(new CartEnded("closed", null)).ToJson("r1")["status"]!);
}
