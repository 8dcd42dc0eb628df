using System.Net;
using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Keys;
using Microsoft.AspNetCore.Http;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>What the door of the dashboard says while the shop cannot say whose a key is.</summary>
public sealed class AskingTheStaffDoor
{
    private const string Configured = "sk_a_key_of_the_settings_1";
    private static readonly string Made = KeyText.Make(AccessKind.Admin, new("0123abcd"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Asks_to_come_again_while_nobody_can_say_whose_a_key_is(bool slow)
    {
        var answer = await Ask(Made, slow ? new TimeoutException() : new StoreUnavailableException());
        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("1", answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Opens_to_the_key_of_the_settings_all_the_same()
    {
        var answer = await Ask(Configured, new StoreUnavailableException());
        Assert.Equal((int)HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<HttpResponse> Ask(string key, Exception failure)
    {
        var door = new StaffDoor(
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            },
            new ConfiguredKeys { Admin = Configured },
            new FakeGrains(new Key(failure)));
        var context = new DefaultHttpContext();
        context.SetEndpoint(new(null, new(StaffDoor.Closed), "dashboard"));
        context.Request.Headers.Authorization = $"Bearer {key}";
        await door.InvokeAsync(context);
        return context.Response;
    }

    private sealed class Key(Exception failure) : IAccessKeyGrain
    {
        public Task<AccessKeyView?> Verify(string hash) => Task.FromException<AccessKeyView?>(failure);

        public Task<Outcome<AccessKeyView>> Make(AccessKeyCommand.Make command, Call call) =>
            throw new NotSupportedException();

        public Task<Outcome<AccessKeyView>> Revoke(Call call) => throw new NotSupportedException();
    }
}
