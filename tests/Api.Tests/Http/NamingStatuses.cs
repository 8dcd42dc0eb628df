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
    public void Shows_the_state_of_a_cart_that_ended_beside_the_status()
    {
        var body = Problem.Of(new CartEnded("closed", null)).ToJson("r1");
        Assert.Equal((409, "closed"), ((int)body["status"]!, (string?)body["cartStatus"]));
    }

    [Fact]
    public void Lets_no_refusal_have_a_member_of_the_problems_own_name() => Assert.Empty(
        from refusal in typeof(Refusal).Assembly.GetTypes()
        where refusal.IsSubclassOf(typeof(Refusal)) && !refusal.IsAbstract
        from member in refusal.GetConstructors().SelectMany(constructor => constructor.GetParameters())
        where Problem.OwnMembers.Contains(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.Name!))
        select $"{refusal.Name}.{member.Name}");
}
