//! The program: arguments in, an exit code out. Everything else is the library's.

fn main() -> std::process::ExitCode {
    commonground::cli::run()
}
