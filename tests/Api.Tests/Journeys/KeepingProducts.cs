using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class KeepingProducts(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("sql", "Robert'); DROP TABLE products;--")]
    [InlineData("html", "<b onclick=\"alert('x')\">&amp; \\ / \"quotes\"</b>")]
    [InlineData("emoji", "😀👩‍👩‍👧 naïve e\u0301")]
    [InlineData("rtl", "שלום مرحبا \u200F‏")]
    public async Task Gives_back_text_as_it_came(string slug, string name)
    {
        await api.Product(slug, "SKU-" + slug, 1, name);
        var staff = await api.Staff(HttpMethod.Get, "/v1/admin/products/" + slug);
        Assert.Equal(name, (string?)staff.Body["content"]!["name"]);
        Assert.Equal(name, (string?)(await api.Shop(HttpMethod.Get, "/v1/products/" + slug)).Body["name"]);
    }

    [Fact]
    public async Task Loses_no_change_of_others()
    {
        await api.Product("lamp", "LAMP", 1);
        var read = (await api.Staff(HttpMethod.Get, "/v1/admin/products/lamp")).Expect(HttpStatusCode.OK);
        var path = $"/v1/admin/products/{read.Body["id"]}";
        var content = read.Body["content"]!.DeepClone();
        content["name"] = "A brighter lamp";
        (await api.Staff(HttpMethod.Put, path, content.ToJsonString()))
            .ExpectProblem((HttpStatusCode)428, "if_match_missing");
        (await api.Staff(HttpMethod.Put, path, content.ToJsonString(), ifMatch: "W/\"1\""))
            .ExpectProblem(HttpStatusCode.BadRequest, "if_match_invalid");
        var changed = (await api.Staff(HttpMethod.Put, path, content.ToJsonString(), ifMatch: read.ETag))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("A brighter lamp", (string?)changed.Body["content"]!["name"]);
        Assert.NotEqual(read.ETag, changed.ETag);
        content["name"] = "A darker lamp";
        (await api.Staff(HttpMethod.Put, path, content.ToJsonString(), ifMatch: read.ETag))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "version_stale");
    }

    [Fact]
    public async Task Hides_what_is_discontinued()
    {
        await api.Product("candle", "CANDLE", 1);
        var read = await api.Staff(HttpMethod.Get, "/v1/admin/products/candle");
        var content = read.Body["content"]!.DeepClone();
        content["active"] = false;
        var path = $"/v1/admin/products/{read.Body["id"]}";
        (await api.Staff(HttpMethod.Put, path, content.ToJsonString(), ifMatch: read.ETag)).Expect(HttpStatusCode.OK);
        (await api.Shop(HttpMethod.Get, "/v1/products/candle")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Get, "/v1/admin/products/candle")).Expect(HttpStatusCode.OK);
    }

    /// <summary>CAT-01, CAT-05: what else is said of a product, and what of it shoppers see.</summary>
    [Fact]
    public async Task Says_more_of_a_product()
    {
        await api.Product("stove", "STOVE", 1);
        var read = await api.Staff(HttpMethod.Get, "/v1/admin/products/stove");
        var path = $"/v1/admin/products/{read.Body["id"]}";
        var content = read.Body["content"]!.DeepClone();
        content["notes"] = System.Text.Json.Nodes.JsonNode.Parse("""
            {"stockStatus":"M","announcement":"Back in May","announcementUntil":"2001-01-01T00:00:00Z",
             "url":"https://maker.example/stove","purchaseNotices":"desk@shop.example, maker@shop.example"}
            """);
        (await api.Staff(HttpMethod.Put, path, content.ToJsonString(), ifMatch: read.ETag)).Expect(HttpStatusCode.OK);
        var seen = (await api.Shop(HttpMethod.Get, "/v1/products/stove")).Expect(HttpStatusCode.OK);
        Assert.Equal("Usually Ships Within 2-3 Days", (string?)seen.Body["stockMessage"]);
        Assert.Equal("https://maker.example/stove", (string?)seen.Body["url"]);
        Assert.Null(seen.Body["announcement"]);
        Assert.DoesNotContain("desk@shop.example", seen.Text, StringComparison.Ordinal);

        foreach (var (field, value) in new[] { ("stockStatus", "X"), ("url", "nowhere"), ("purchaseNotices", "a,b") })
        {
            var wrong = content.DeepClone();
            wrong["notes"]![field] = value;
            var etag = (await api.Staff(HttpMethod.Get, path)).ETag;
            var refused = (await api.Staff(HttpMethod.Put, path, wrong.ToJsonString(), ifMatch: etag))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid_value");
            Assert.Equal($"/notes/{field}", refused.Param);
        }
    }

    /// <summary>CAT-12.</summary>
    [Fact]
    public async Task Removes_what_nobody_ordered_and_discontinues_the_rest()
    {
        foreach (var (slug, sku) in new[] { ("kept", "KEPT"), ("thrown", "THROWN") }) await api.Product(slug, sku, 3);
        (await (await api.FilledCart("KEPT")).Pay()).Expect(HttpStatusCode.Created);
        foreach (var slug in new[] { "kept", "thrown" })
        {
            var id = (await api.Staff(HttpMethod.Get, "/v1/admin/products/" + slug)).Body["id"];
            (await api.Staff(HttpMethod.Post, $"/v1/admin/products/{id}/remove", "{}")).Expect(HttpStatusCode.OK);
        }

        var kept = (await api.Staff(HttpMethod.Get, "/v1/admin/products/kept")).Expect(HttpStatusCode.OK);
        Assert.False((bool)kept.Body["content"]!["active"]!);
        (await api.Staff(HttpMethod.Get, "/v1/admin/products/thrown"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Refuses_a_sku_that_another_product_has()
    {
        await api.Product("first", "SAME-SKU", 1);
        const string second = """{"name":"Second","slug":"second","variants":[{"sku":"same-sku"}]}""";
        (await api.Staff(HttpMethod.Post, "/v1/admin/products", second))
            .ExpectProblem(HttpStatusCode.Conflict, "sku_taken");
    }

    [Fact]
    public async Task Makes_one_product_for_one_key()
    {
        var key = Keys.Fresh();
        const string body = """{"name":"Once","slug":"once","variants":[{"sku":"ONCE"}]}""";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => api.Staff(HttpMethod.Post, "/v1/admin/products", body, key)));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
    }

    [Fact]
    public async Task Knows_no_stock_of_what_no_product_has() =>
        (await api.Staff(HttpMethod.Post, "/v1/admin/stock/NOBODY/adjustments", """{"setTo":1,"reason":"Counted."}"""))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task Knows_no_stock_of_what_is_not_tracked()
    {
        const string body = """{"name":"File","slug":"file","variants":[{"sku":"FILE","tracked":false}]}""";
        (await api.Staff(HttpMethod.Post, "/v1/admin/products", body)).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Get, "/v1/admin/stock/FILE")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Post, "/v1/admin/stock/FILE/adjustments", """{"setTo":1,"reason":"Counted."}"""))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Finds_the_units_of_a_sku_under_the_product_that_has_it_now()
    {
        var first = await api.Product("shelf-a", "SHELF", 4);
        var content = first.Body["content"]!.DeepClone();
        content["variants"]![0]!["sku"] = "SHELF-OLD";
        (await api.Staff(
            HttpMethod.Put, $"/v1/admin/products/{first.Body["id"]}", content.ToJsonString(), ifMatch: first.ETag))
            .Expect(HttpStatusCode.OK);

        // The owner of the name hears by errand that it is free again.
        const string body = """{"name":"B","slug":"shelf-b","variants":[{"sku":"SHELF"}]}""";
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        Answer second;
        while ((second = await api.Staff(HttpMethod.Post, "/v1/admin/products", body)).Code == "sku_taken")
            await tick.WaitForNextTickAsync(deadline.Token);
        second.Expect(HttpStatusCode.Created);
        Assert.Equal(4, (int)(await api.Staff(HttpMethod.Get, "/v1/admin/stock/SHELF")).Body["onHand"]!);
    }

    [Fact]
    public async Task Names_stock_that_nobody_has_counted()
    {
        const string body = """{"name":"Box","slug":"box","variants":[{"sku":"BOX"}]}""";
        (await api.Staff(HttpMethod.Post, "/v1/admin/products", body)).Expect(HttpStatusCode.Created);
        var stock = (await api.Staff(HttpMethod.Get, "/v1/admin/stock/box")).Expect(HttpStatusCode.OK);
        Assert.Equal(("BOX", 0), ((string?)stock.Body["sku"], (int)stock.Body["onHand"]!));
    }

    [Fact]
    public async Task Shows_the_history_of_a_product()
    {
        await api.Product("clock", "CLOCK", 1);
        var history = (await api.Staff(HttpMethod.Get, "/v1/admin/products/clock/history")).Expect(HttpStatusCode.OK);
        Assert.NotEmpty(history.Body["items"]!.AsArray());
        Assert.True(history.Body.ContainsKey("next"));
    }

    [Fact]
    public async Task Pages_through_the_list()
    {
        for (var number = 0; number < 3; number++) await api.Product($"page-{number}", $"PAGE-{number}", 1, "Pageable");
        List<string?> seen = [];
        string? cursor = null;
        do
        {
            var page = (await api.Shop(HttpMethod.Get, $"/v1/products?q=pageable&sort=name&limit=1&cursor={cursor}"))
                .Expect(HttpStatusCode.OK);
            seen.AddRange(page.Body["items"]!.AsArray().Select(item => (string?)item!["slug"]));
            cursor = (string?)page.Body["next"];
        }
        while (cursor is not null);
        Assert.Equal(["page-0", "page-1", "page-2"], seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("limit=0", "parameter_invalid")]
    [InlineData("limit=251", "parameter_invalid")]
    [InlineData("limit=-1", "parameter_invalid")]
    [InlineData("limit=9223372036854775808", "parameter_invalid")]
    [InlineData("limit=1&limit=2", "parameter_invalid")]
    [InlineData("q=a%00b", "parameter_invalid")]
    [InlineData("filter=x", "parameter_unknown")]
    [InlineData("sort=colour", "parameter_invalid")]
    [InlineData("cursor=garbage", "cursor_invalid")]
    public async Task Refuses_parameters_that_make_no_sense(string query, string code) =>
        (await api.Shop(HttpMethod.Get, "/v1/products?" + query)).ExpectProblem(HttpStatusCode.BadRequest, code);
}
