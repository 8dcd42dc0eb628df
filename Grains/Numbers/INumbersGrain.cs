namespace Commerce.Grains.Numbers;

/// <summary>Hands out numbers of one kind in blocks: one durable write a block. Gaps are allowed, doubles are not
/// (GEN-09). Keyed <c>numbers-order</c> and the like.</summary>
[Alias("numbers")]
public interface INumbersGrain : IGrainWithStringKey
{
    /// <summary>The first number of a fresh block of <see cref="BlockSize"/>.</summary>
    [Alias("take-block")]
    Task<long> TakeBlock();

    /// <summary>Numbers in a block.</summary>
    const int BlockSize = 100;
}
