namespace Commerce.Api.Import;

/// <summary>The rows of one product as they stand together in the file.</summary>
/// <param name="Slug">The product's name in addresses, made of the handle; null when there is no handle.</param>
/// <param name="Rows">At least one.</param>
internal sealed record ProductRows(string? Slug, ImmutableArray<InputRow> Rows)
{
    /// <summary>The handle as it stands in the file.</summary>
    public string Handle => Rows[0][ImportColumn.Handle];
}
