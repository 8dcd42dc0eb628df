using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Products;

[GrainType("product")]
internal sealed class ProductGrain(
    [PersistentState("product")] IPersistentState<Stored<ProductState, ProductEvent>> stored, EntityTools tools)
    : Entity<ProductState, ProductCommand, ProductEvent, ProductView>(
        stored, ProductBlueprint.Of(tools.Settings), tools),
        IProductGrain
{
    public Task<Outcome<ProductView>> Create(ProductContent content, Claims claims, Call call) =>
        Apply(new ProductCommand.Create(content, claims), call);

    public Task<Outcome<ProductView>> Change(ProductContent content, Claims claims, Call call) =>
        Apply(new ProductCommand.Change(content, claims), call);

    public Task<Outcome<ProductView>> Reprice(PriceChange change, Call call) =>
        Apply(new ProductCommand.Reprice(change), call);

    public Task<Outcome<ProductView>> Remove(Call call) => Apply(new ProductCommand.Remove(), call);

    public Task<Outcome<ProductView>> View() =>
        Task.FromResult(State is ProductState.Listed ? Seen() : new NotFound("product"));

    public Task<NameUse> Uses(OwnedName name) => Task.FromResult(new NameUse(State.Uses(name), Version));
}
