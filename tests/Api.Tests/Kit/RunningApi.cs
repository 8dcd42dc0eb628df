using System.Net.Http.Headers;
using System.Text;
using Commerce.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests;

/// <summary>The whole application on a loopback port, with a data folder of its own.</summary>
public sealed class RunningApi : IAsyncLifetime
{
    public const string StorefrontKey = "pk_test_storefront_000000";
    public const string AdminKey = "sk_test_admin_00000000000";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerce-api-");
    private WebApplication? app;

    /// <summary>The setting <c>Commerce:Database</c>; none: a file in the data folder.</summary>
    internal string? Database { get; init; }

    /// <summary>The shop's time; none: that of the machine.</summary>
    internal TimeProvider? Clock { get; init; }

    /// <summary>Changes services before the start.</summary>
    internal Action<IServiceCollection>? More { get; init; }

    /// <summary>More settings: <c>--Commerce:Stripe:SecretKey</c>, its value, and so on.</summary>
    internal string[] Settings { get; init; } = [];

    internal WebApplication App => app ?? throw new InvalidOperationException("It does not run.");

    public HttpClient Client { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        app = Program.Build(Arguments(), builder =>
        {
            builder.Logging.ClearProviders();
            if (Clock is not null) builder.Services.AddSingleton(Clock).KeepRealTime();
            More?.Invoke(builder.Services);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var features = app.Services.GetRequiredService<IServer>().Features;
        var address = features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(address) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
        {
            await app.StopAsync(TestContext.Current.CancellationToken);
            await app.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>A shopper's call.</summary>
    public Task<Answer> Shop(
        HttpMethod method, string path, object? body = null, string? token = null, string? key = null,
        string? ifMatch = null) =>
        Send(Request(method, path, body, StorefrontKey, token, key), ifMatch);

    /// <summary>A call by staff.</summary>
    public Task<Answer> Staff(
        HttpMethod method, string path, object? body = null, string? key = null, string? ifMatch = null) =>
        Send(Request(method, path, body, AdminKey, null, key), ifMatch);

    public async Task<Answer> Send(HttpRequestMessage request, string? ifMatch = null)
    {
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }

    public static HttpRequestMessage Request(
        HttpMethod method, string path, object? body = null, string? bearer = null, string? token = null,
        string? key = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (token is not null) request.Headers.Add("Cart-Token", token);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
            request.Content = new ByteArrayContent(Bytes(body)) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private static byte[] Bytes(object body) => body switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ =>
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                body, body.GetType(), Commerce.Api.Http.ApiJson.Output),
    };

    private string[] Arguments() =>
    [
        "--urls", "http://127.0.0.1:0",
        "--Commerce:Data", folder.FullName,
        "--Commerce:SampleData", "false",
        "--Commerce:Keys:Storefront", StorefrontKey,
        "--Commerce:Keys:Admin", AdminKey,
        .. OneProcess.Settings().SelectMany(setting => (string[])["--" + setting.Key, setting.Value]),
        .. Settings,
        .. Database is null ? [] : (string[])["--Commerce:Database", Database],
    ];
}
