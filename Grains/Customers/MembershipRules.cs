using Commerce.Grains.Kernel;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Customers.CustomerState;

namespace Commerce.Grains.Customers;

/// <summary>Who is in which class (UCL-03, UCL-04): pure.</summary>
internal static class MembershipRules
{
    private const string Prefix = "class-";

    /// <summary>The customer ticks classes: new ones wait for staff, or hold at once (UserClassApproveP); those not
    /// ticked end; those that stay stand as they are.</summary>
    public static Decision<CustomerEvent> Decide(Known known, ChooseClasses choose, ShopSettings settings)
    {
        if (!settings.UserClassSelfPlacement) return new ClassesNotChosen();
        var wanted = choose.ClassIds.Distinct().ToList();
        if (wanted.FindIndex(id => !IsOne(id)) is >= 0 and var place) return NoClass($"/classes/{place}");
        if (wanted.Count > CustomerLimits.ClassesMost) return new AccountFull("classes", CustomerLimits.ClassesMost);
        bool? approved = settings.UserClassApproval ? null : true;
        return (ImmutableArray<CustomerEvent>)
        [
            .. known.Classes.Where(one => !wanted.Contains(one.ClassId))
                .Select(one => new MembershipEnded(one.ClassId)),
            .. wanted.Where(id => Find(known, id) is null).Select(id => new MembershipSet(id, approved)),
        ];
    }

    public static Decision<CustomerEvent> Decide(Known known, SetMembership set)
    {
        if (!IsOne(set.ClassId)) return NoClass("/classId");
        var before = Find(known, set.ClassId);
        if (before is not null && before.Approved == set.Approved) return Already.Done;
        if (before is null && known.Classes.Length >= CustomerLimits.ClassesMost)
            return new AccountFull("classes", CustomerLimits.ClassesMost);
        return new MembershipSet(set.ClassId, set.Approved);
    }

    public static Decision<CustomerEvent> Decide(Known known, EndMembership end) =>
        Find(known, end.ClassId) is null ? Already.Done : new MembershipEnded(end.ClassId);

    public static ImmutableArray<CustomerClass> With(ImmutableArray<CustomerClass> classes, CustomerEvent happened) =>
        happened switch
        {
            MembershipSet e when classes.Any(one => one.ClassId == e.ClassId) =>
                [.. classes.Select(one => one.ClassId == e.ClassId ? new(e.ClassId, e.Approved) : one)],
            MembershipSet e => classes.Add(new(e.ClassId, e.Approved)),
            MembershipEnded e => classes.RemoveAll(one => one.ClassId == e.ClassId),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static CustomerClass? Find(Known known, string classId) =>
        known.Classes.FirstOrDefault(one => one.ClassId == classId);

    private static bool IsOne(string id) => id.Length > Prefix.Length && id.Length <= CustomerLimits.IdMost
        && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static InvalidValue NoClass(string param) => new("This is no class's id.") { Param = param };
}
