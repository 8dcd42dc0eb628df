using System.Text;
using Commerce.Kit;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class Naming
{
    [Theory]
    [InlineData("", 0x055DCC02u)]
    [InlineData("a", 0x56740D55u)]
    [InlineData("abc", 0xFF53D132u)]
    [InlineData("Nobody inspects the spammish repetition", 0x2F3B29E2u)]
    public void Hashes_as_every_other_process_does(string text, uint hash) =>
        Assert.Equal(hash, StableHash.ComputeHash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Reads_the_id_that_it_wrote()
    {
        var id = GrainId.Create("order", "order-1/a");
        Assert.Equal("order/order-1/a", id.ToString());
        Assert.Equal(id, GrainId.Parse(id.ToString()));
    }

    [Fact]
    public void Refuses_what_is_no_id() => Assert.False(GrainId.TryParse("order", out _));

    [Theory, InlineData("/order"), InlineData("order/"), EmbeddedAlone("Orleans takes an empty type or key.")]
    public void Refuses_an_id_with_nothing_on_one_side(string text) => Assert.False(GrainId.TryParse(text, out _));

    [Fact]
    public void Tells_ids_apart_by_type_and_key()
    {
        string[] ids = ["a/b", "b/a", "a/a", "b/b"];
        Assert.Equal(4, ids.Select(GrainId.Parse).Distinct().Count());
    }
}
