using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class MakingAProduct
{
    [Fact]
    public void Lists_it() => Given().When(Create(Mug)).Then(Created(Mug));

    [Fact]
    public void Is_done_once() => Given(Created(Mug)).When(Create(Copy(Mug))).ThenNothingNew();

    [Fact]
    public void Is_refused_when_it_exists_with_other_content() =>
        Given(Created(Mug)).When(Create(Mug with { Name = "Cup" })).ThenRefused<NotAllowed>();

    [Fact]
    public void Wants_every_name_claimed()
    {
        Given().When(Create(Mug, ClaimsOf(Mug) with { Slug = null })).ThenRefused<TryAgain>();
        Given().When(Create(Mug, ClaimsOf(Mug) with { Skus = [new("MUG-red")] })).ThenRefused<TryAgain>();
    }

    [Fact]
    public void Wants_claims_that_do_not_lapse_within_a_minute()
    {
        Given().When(Create(Mug, ClaimsOf(Mug) with { Until = Now.AddMinutes(1) })).ThenRefused<TryAgain>();
        Given().When(Create(Mug, ClaimsOf(Mug) with { Until = Now.AddMilliseconds(60_001) })).Then(Created(Mug));
    }

    [Fact]
    public void Changing_what_has_no_new_name_needs_no_claim()
    {
        var cup = Mug with { Name = "Cup" };
        Given(Created(Mug))
            .When(Change(cup, new Claims("t2", null, [], Now)))
            .Then(new ProductEvent.Changed(Now, cup, new([], [], [], "t2")));
    }

    [Fact]
    public void Changing_it_to_what_it_is_changes_nothing() =>
        Given(Created(Mug)).When(Change(Copy(Mug))).ThenNothingNew();

    [Fact]
    public void Writing_a_sku_in_other_letters_is_a_change_without_a_new_name()
    {
        var shouting = Mug with { Variants = [Variant("MUG-RED", "Red", 1_200), Mug.Variants[1]] };
        var changed = Given(Created(Mug)).When(Change(shouting, new Claims("t2", null, [], Now))).Accepted();
        Assert.Equal("MUG-RED", ((ProductState.Listed)changed.State).Content.Variants[0].Sku.Value);
    }

    [Fact]
    public void Changing_names_tells_their_owners_and_the_stock_of_new_variants()
    {
        var other = Mug with { Slug = "cup", Variants = [Mug.Variants[0], Variant("MUG-green", "Green", 900)] };
        var changed = new ProductEvent.Changed(
            Now, other, new(["mug", "cup"], [new("MUG-blue"), new("MUG-green")], [new("MUG-green")], "t1"));
        Given(Created(Mug)).When(Change(other)).Then(changed);
        Assert.Equal(
            [
                new AskUse(OwnedName.Slug("mug"), Id, "t1"),
                new AskUse(OwnedName.Slug("cup"), Id, "t1"),
                new AskUse(OwnedName.Sku(new("MUG-blue")), Id, "t1"),
                new AskUse(OwnedName.Sku(new("MUG-green")), Id, "t1"),
                new TellBackorder(new("MUG-green"), Id),
            ],
            Blueprint.Errands(Id.Value, Given().State, changed));
    }

    [Fact]
    public void Changing_a_backorder_tells_the_stock_of_that_variant_only()
    {
        var patient = Mug with { Variants = [Mug.Variants[0], Mug.Variants[1] with { Backorder = new(5) }] };
        Given(Created(Mug)).When(Change(patient))
            .Then(new ProductEvent.Changed(Now, patient, new([], [], [new("MUG-blue")], "t1")));
    }

    [Fact]
    public void Removing_it_empties_its_rows_and_frees_its_names()
    {
        var after = Given(Created(Mug))
            .When(new ProductCommand.Remove())
            .Then(new ProductEvent.Removed(Now, new(["mug"], [new("MUG-red"), new("MUG-blue")], [], null)));
        var rows = Blueprint.Rows(Id.Value, after.State).Tables;
        Assert.Equal(["product_categories", "product_variants", "products"], rows.Select(table => table.Table));
        Assert.All(rows, table => Assert.Empty(table.Rows));
    }

    private static ProductContent Copy(ProductContent content) => System.Text.Json.JsonSerializer
        .Deserialize<ProductContent>(Kit.KernelText.Of(content), KernelJson.Options)!;
}
