namespace Sidecar.Tests.Impact.Imports;

public sealed class JavaImportTests
{
    private const string Main = "app/src/main/java/org/shop";

    [Theory]
    [InlineData("import org.shop.cart.Cart;", $"{Main}/cart/Cart.java")]
    [InlineData("import static org.shop.cart.Cart.total;", $"{Main}/cart/Cart.java")]
    [InlineData("import org.shop.cart.Cart.Line;", $"{Main}/cart/Cart.java")]
    [InlineData("class Pay { Bill bill; }", $"{Main}/Bill.java")]
    [InlineData("class Pay { Object o = new Bill(); }", $"{Main}/Bill.java")]
    [InlineData("class Pay { void bill() { Bill.print(\"Till\"); } }", $"{Main}/Bill.java")]
    [InlineData("@Bill class Pay {}", $"{Main}/Bill.java")]
    [InlineData("import org.shop.cart.*;")]
    [InlineData("import org.elsewhere.Bill; class Pay { Bill bill; }")]
    [InlineData("class Pay { class Bill {} Bill bill; }")]
    [InlineData("class Pay { Object o = other.Bill; }")]
    [InlineData("// Bill\nclass Pay { String s = \"Bill\"; char c = '\"'; /* Bill */ }")]
    [InlineData("class Pay { String s = \"\"\"\n  Bill \" bill\n  \"\"\"; }")]
    [InlineData("import java.util.List;")]
    public void A_class_of_the_project_is_found_by_its_package(string text, params string[] expected) => Assert.Equal(
        expected,
        new FakeProject().WithFiles($"{Main}/cart/Cart.java", $"{Main}/Bill.java", $"{Main}/Till.java")
            .With($"{Main}/Pay.java", $"package org.shop;\n{text}").Of($"{Main}/Pay.java"));

    [Fact]
    public void A_test_in_the_same_package_depends_on_what_it_tests() => Assert.Equal(
        [$"{Main}/Pay.java"],
        new FakeProject().WithFiles($"{Main}/Pay.java")
            .With("app/src/test/java/org/shop/PayTest.java", "package org.shop; class PayTest { Pay pay; }")
            .Of("app/src/test/java/org/shop/PayTest.java"));

    [Fact]
    public void A_class_that_is_there_twice_is_left_out() => Assert.Empty(
        new FakeProject().WithFiles("a/org/shop/Cart.java", "b/org/shop/Cart.java")
            .With("c/org/other/Pay.java", "package org.other; import org.shop.Cart;").Of("c/org/other/Pay.java"));
}
