using Commerce.Kit;
using Commerce.Kit.Node;
using Commerce.Silo.Metrics;
using Commerce.Silo.Storage;
using Commerce.Silo.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Deploying;

/// <summary>No container runs in the tests: what the shop is deployed by is read against the schemas of Compose and
/// Kubernetes, and against rules of ours.</summary>
public sealed class DeployingTheShop(Databases databases)
{
    // Orleans counts activations, in the Cluster edition only: no test here sees its name.
    private const string OfTheEngine = "orleans_grains";

    private static readonly Lazy<Task<NodeProgram>> Checker = new(
        () => NodeProgram.Install("tests/Kit/Deploy/node", "deploy-check", CancellationToken.None));

    [Fact]
    public async Task Is_described_so_that_compose_and_kubernetes_take_it()
    {
        var (code, said, complaints) = await Check(Repository.Root);
        Assert.True(code == 0, said + complaints);
        Assert.Equal("7 objects, 10 services\n", said);
    }

    [Theory]
    [InlineData("docker-compose.yml", "  restart: unless-stopped", "  restrat: always", "\"restrat\"")]
    [InlineData("docker-compose.yml", "nginx:1.29-alpine", "nginx:latest", "is of no version")]
    [InlineData("docker-compose.yml", "127.0.0.1:${SHOP_PORT", "${SHOP_PORT", "is open to everybody")]
    [InlineData("docker-compose.yml", "Commerce__Smtp__Tls", "Commerce__Smtp__Ssl", "is not in the README")]
    [InlineData("deploy/compose/production.yml", "${ADMIN_KEY:?}", "${ADMIN_KEY:-sk}", "made up in production")]
    [InlineData("deploy/Dockerfile", "USER $APP_UID", "USER root", "runs as root")]
    [InlineData("deploy/kubernetes/silo.yaml", "replicas: 2", "replicas: two", "must be integer")]
    [InlineData("deploy/kubernetes/api.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "may run as root")]
    [InlineData("deploy/kubernetes/api.yaml", "matchLabels: { app: c", "matchLabels: { app: d", "selects")]
    [InlineData("deploy/kubernetes/settings.yaml", "Commerce__Name", "Commerce__Stripe__SecretKey", "is a secret")]
    [InlineData("deploy/compose/alerts.yml", "commerce_due_delay", "commerce_due_dealy", "nobody measures")]
    [InlineData("deploy/compose/alerts.yml", "rate(commerce_", "rate(comerce_", "nobody measures comerce_")]
    [InlineData("deploy/compose/grafana/dashboards/shop.json", "duration_seconds_count", "duration_count", "nobody")]
    [InlineData("deploy/compose/grafana/dashboards/shop.json", "orleans_grains", "orleans_grain", "nobody measures")]
    [InlineData("docker-compose.yml", "Commerce__Mode: trial", "Commerce__Name: trial", "is not tried out")]
    [InlineData("deploy/compose/production.yml", "Mode: production", "Mode: trial", "is not in production")]
    [InlineData("docker-compose.yml", "GET /health/ready", "GET /health/redy", "has no /health/redy")]
    [InlineData("docker-compose.yml", "127.0.0.1/5081", "127.0.0.1/5080", "silo is not at port 5080")]
    [InlineData("deploy/kubernetes/silo.yaml", "path: /health/live", "path: /healthz", "silo has no /healthz")]
    [InlineData("deploy/kubernetes/api.yaml", "path: /health/ready", "path: /ready", "api has no /ready")]
    [InlineData("deploy/kubernetes/api.yaml", "containerPort: 5080", "containerPort: 80", "does not open 80")]
    [InlineData("deploy/compose/collector.yml", "metrics_path: /metrics", "metrics_path: /prom", "has no /prom")]
    [InlineData("deploy/compose/collector.yml", "silo2:5081", "silo2:5080", "silo is not at port 5080")]
    [InlineData("deploy/compose/nginx.conf", "server api2:5080", "server api2:8080", "there is no api2:8080")]
    public async Task Is_refused_when_it_is_wrong(string file, string right, string wrong, string complaint)
    {
        var copy = Directory.CreateTempSubdirectory("deploy").FullName;
        try
        {
            Copy(copy);
            var path = Path.Combine(copy, file);
            var text = await File.ReadAllTextAsync(path, Test.Stop);
            Assert.Contains(right, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, text.Replace(right, wrong, StringComparison.Ordinal), Test.Stop);
            var (code, said, _) = await Check(copy);
            Assert.Equal(1, code);
            Assert.Contains(complaint, said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private async Task<Ended> Check(string root) =>
        await (await Checker.Value).Run("check.mjs", Test.Stop, [root, .. await Measured()]);

    // Everything that has a meter here says something once.
    private async Task<IEnumerable<string>> Measured()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Sqlite);
        using var metrics = new MetricsText();
        using var counts = new StorageCounts();
        using var backlog = new BacklogMeter(store.Database, store.Clock, NullLogger<BacklogMeter>.Instance);
        counts.Stored("order", 1_000, TimeSpan.Zero);
        counts.Conflicted("order");
        counts.Failed("order");
        await store.Database.Change(
            connection => ProblemTable.Add(connection, new("payment/1/silent", "", null), store.Clock.GetUtcNow()),
            Test.Stop);
        await backlog.Look(Test.Stop);
        await AnswerOnce();
        return metrics.Write().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line[..line.IndexOfAny([' ', '{'])])
            .Append(OfTheEngine)
            .Distinct(StringComparer.Ordinal);
    }

    private static async Task AnswerOnce()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/", () => "here");
        await app.StartAsync(Test.Stop);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        Assert.Equal("here", await client.GetStringAsync(new Uri("/", UriKind.Relative), Test.Stop));
    }

    private static void Copy(string to)
    {
        string[] files =
        [
            "docker-compose.yml", "README.md", "Silo/Cluster/Program.cs", "Api/Machine/MachineEndpoints.cs",
            .. Directory.GetFiles(Repository.At("deploy"), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Root, path)),
        ];
        foreach (var file in files)
        {
            var path = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Repository.At(file), path);
        }
    }
}
