using System.Diagnostics;

namespace Commerce.Bench;

/// <summary>Many buyers at once for few units of one product; nobody may oversell.</summary>
internal static class FlashSale
{
    public static async Task<int> Run(Options options)
    {
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        var sku = options.Sku ?? throw new InvalidOperationException("A flash sale needs --sku.");
        var before = (await shop.Stock(sku)).GetProperty("held").GetInt32();
        await shop.Count(sku, before + options.Units);
        var carts = await Task.WhenAll(Enumerable.Range(0, options.Shoppers).Select(_ => shop.ReadyFor(sku)));

        shop.Requests.Clear();
        var processor = new Processor(null);
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(carts.Select(async cart =>
        {
            var begun = watch.Elapsed;
            var (status, body) = await shop.Pay(cart);
            return (Status: status, Body: body, Time: watch.Elapsed - begun);
        }));
        var sold = answers.Count(answer => answer.Status == 201);
        var strange = answers.Where(answer => answer.Status is not (201 or 409))
            .Select(answer => answer.Body.ToString()).ToList();
        var report = Report.Of(
            options, watch.Elapsed, answers.Select(answer => answer.Time), strange, shop.Requests, processor.Since());
        report.Print();
        await report.Save(options.Json);
        Console.WriteLine(
            $"{sold} of {options.Units} units sold to {options.Shoppers} buyers; stock now {await shop.Stock(sku)}");
        return sold == Math.Min(options.Units, options.Shoppers) && strange.Count == 0 ? 0 : 1;
    }
}
