namespace Commerce.Grains.Products;

/// <summary>Reads the items of all orders from their read table.</summary>
internal interface IOrderItemTable
{
    /// <summary>Whether any order, whatever became of it, has an item of this product (CAT-12).</summary>
    Task<bool> Mentions(ProductId product);
}
