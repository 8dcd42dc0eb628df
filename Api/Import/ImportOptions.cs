using Commerce.Grains.Kernel;

namespace Commerce.Api.Import;

/// <summary>How a file is imported.</summary>
/// <param name="Call">Who imports it, and why.</param>
/// <param name="Currency">Of the prices.</param>
/// <param name="Stock">True: quantities are counts, also of variants that were there before.</param>
/// <param name="RoundPrices">True: prices are rounded to the places that the currency has; else such a row
/// fails.</param>
internal sealed record ImportOptions(Call Call, Currency Currency, bool Stock = false, bool RoundPrices = false);
